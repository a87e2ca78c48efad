{% filter squeeze %}
{# Looks words up in the index below search/: small scripts, loaded when first needed, so that it works from file:// too. #}
(() => {
	const root = document.body.dataset.root, loaded = {}, waiting = {};
	const [input, told, results] = ["q", "told", "results"].map((id) => document.getElementById(id));
	const names = ["Actors", "Quotes", "Events", "Articles"], first = 6;

	const { make: element, on, press } = window.briefgen;
	window.briefgenSearch = ([name, content]) => { loaded[name] = content; };
	const load = (name) => waiting[name] ??= new Promise((done, failed) => {
		const onerror = () => { delete waiting[name]; failed(Error(`${name} is not there`)); };
		document.head.append(element("script", { src: `${root}search/${name}.js`, onload: () => done(loaded[name]), onerror }));
	});

	const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[\p{M}'’]/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
	const part = (word, parts) => (word.codePointAt(0) * 31 + (word.codePointAt(1) || 0)) % parts;

	{# the numbers of the entries with a word that begins so #}
	const numbers = async (word, about) => {
		const found = new Set();
		if (word.length < 2 && about.parts > 1) return found;
		const lists = await load(`t${part(word, about.parts)}`);
		for (const known in lists) {
			let at = 0;
			if (known.startsWith(word)) for (const step of lists[known]) found.add(at += step);
		}
		return found;
	};

	const look = async (text) => {
		const about = await load("index"), words = fold(text);
		if (!words.length) return { about, found: [] };
		const sets = await Promise.all(words.map((word) => numbers(word, about)));
		const [least, ...others] = sets.sort((a, b) => a.size - b.size);
		return { about, found: [...least].filter((n) => others.every((set) => set.has(n))).sort((a, b) => a - b) };
	};

	const entry = async (number, about) => (await load(`d${Math.floor(number / about.shelf)}`))[number % about.shelf];

	{# the full text of the articles, where the site was built with it; not from file:// #}
	let engine;
	const inside = async (text, about) => {
		if (!about.full || text.length < 3 || location.protocol === "file:") return [];
		engine ??= import(new URL(`${root}pagefind/pagefind.js`, location));
		const { results } = await (await engine).search(text);
		return results.map((hit) => async () => {
			const { meta, raw_url, plain_excerpt } = await hit.data();
			return [meta.title, raw_url.slice(1), plain_excerpt];
		});
	};

	{# `hits` are functions: an entry is fetched when it is shown #}
	const group = async (name, hits, all) => {
		const shown = await Promise.all(hits.slice(0, all ? 200 : first).map((hit) => hit()));
		const list = element("ul", {}, ...shown.map(([text, url, under]) =>
			element("li", {}, element("a", { href: root + url, textContent: text }), element("span", { className: "meta", textContent: under }))));
		const section = element("section", {}, element("h2", { textContent: `${name} (${hits.length})` }), list);
		if (!all && hits.length > first) {
			section.append(press(`Show more ${name.toLowerCase()}`, async () => {
				const whole = await group(name, hits, true);
				section.replaceWith(whole);
				whole.querySelectorAll("a")[first]?.focus();
			}));
		}
		return section;
	};

	let turn = 0;
	const search = async () => {
		const mine = ++turn;
		try {
			const { about, found } = await look(input.value);
			const sections = [], text = await inside(input.value, about);
			let from = 0;
			for (const [place, size] of about.groups.entries()) {
				const hits = found.filter((n) => n >= from && n < from + size);
				if (hits.length) sections.push(await group(names[place], hits.map((n) => () => entry(n, about))));
				from += size;
			}
			if (text.length) sections.push(await group("In the text of articles", text));
			if (mine !== turn) return;
			results.replaceChildren(...sections);
			told.textContent = !fold(input.value).length ? "" : sections.length ? `${found.length + text.length} found` : "Nothing found";
		} catch (fault) {
			told.textContent = `The index cannot be read: ${fault.message}`;
		}
	};

	{# arrows walk through the field and the results #}
	const walk = (event) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!step) return;
		const stops = [input, ...results.querySelectorAll("a, button")];
		const at = stops.indexOf(document.activeElement);
		if (at < 0 || !stops[at + step]) return;
		event.preventDefault();
		stops[at + step].focus();
	};

	on(input, "input", search);
	on(input.parentNode, "keydown", walk);
	on(results, "keydown", walk);
	if (input.form) on(input.form, "submit", (event) => { event.preventDefault(); results.querySelector("a")?.focus(); });
	const asked = input.form && new URLSearchParams(location.search).get("q");
	if (asked) input.value = asked;
	if (input.value) search();
})();
{% endfilter %}
