{% filter flush %}
{# Looks words up in the index below search/: small scripts, loaded when first needed, so that it works from file:// too. #}
(() => {
	const root = document.body.dataset.root, loaded = {}, waiting = {};
	const [input, told, results] = ["q", "told", "results"].map((id) => document.getElementById(id));
	const names = ["Actors", "Quotes", "Events", "Articles"], first = 6;

	const element = window.briefgenMake;
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

	const group = async (name, hits, about, all) => {
		const shown = await Promise.all(hits.slice(0, all ? 200 : first).map((n) => entry(n, about)));
		const list = element("ul", {}, ...shown.map(([text, url, under]) =>
			element("li", {}, element("a", { href: root + url, textContent: text }), element("span", { className: "meta", textContent: under }))));
		const section = element("section", {}, element("h2", { textContent: `${name} (${hits.length})` }), list);
		if (!all && hits.length > first) {
			const more = element("button", { type: "button", textContent: `Show more ${name.toLowerCase()}` });
			more.onclick = async () => { const whole = await group(name, hits, about, true); section.replaceWith(whole); whole.querySelectorAll("a")[first]?.focus(); };
			section.append(more);
		}
		return section;
	};

	let turn = 0;
	const search = async () => {
		const mine = ++turn;
		try {
			const { about, found } = await look(input.value);
			const sections = [];
			let from = 0;
			for (const [place, size] of about.groups.entries()) {
				const hits = found.filter((n) => n >= from && n < from + size);
				if (hits.length) sections.push(await group(names[place], hits, about, false));
				from += size;
			}
			if (mine !== turn) return;
			results.replaceChildren(...sections);
			told.textContent = !fold(input.value).length ? "" : found.length ? `${found.length} found` : "Nothing found";
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

	input.addEventListener("input", search);
	input.parentNode.addEventListener("keydown", walk);
	results.addEventListener("keydown", walk);
	input.form?.addEventListener("submit", (event) => { event.preventDefault(); results.querySelector("a")?.focus(); });
	const asked = input.form && new URLSearchParams(location.search).get("q");
	if (asked) input.value = asked;
	if (input.value) search();
})();
{% endfilter %}
