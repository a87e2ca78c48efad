"""Stylesheets and scripts made small without a change of meaning."""

from briefgen.squeeze import flush, squeeze


def test_a_stylesheet_keeps_its_strings_and_the_spaces_of_sums() -> None:
    code = 'a { content: " ; x"; }\n\n  b > i { width: calc(1rem + 2px); }\n'

    assert flush(code) == 'a{content:" ; x";}b > i{width:calc(1rem + 2px);}'


def test_declared_names_are_short_and_properties_and_strings_stay() -> None:
    code = 'const counted = 1, shown = { other: counted };\nsay("counted", shown.other, `${counted} counted`);\n'

    assert squeeze(code) == 'const a=1,b={other:a};say("counted",b.other,`${a} counted`);'


def test_a_name_that_is_a_property_somewhere_keeps_its_length() -> None:
    assert squeeze("const place = where();\ngo(place, map.place);\n") == "const place=where();go(place,map.place);"
