{% filter squeeze %}
{# Makes pages handier, never completer: filters, cards on hover, search from any page, keys. Without it all content is there. #}
(() => {
	const root = document.body.dataset.root;
	const all = (selector, from = document) => [...from.querySelectorAll(selector)];
	const one = (selector, from = document) => from.querySelector(selector);
	const make = (tag, attributes, ...inside) => {
		const element = Object.assign(document.createElement(tag), attributes);
		element.append(...inside);
		return element;
	};
	const on = (target, type, act) => target.addEventListener(type, act);
	const named = (id) => document.getElementById(id);
	const press = (textContent, onclick) => make("button", { type: "button", className: "press", textContent, onclick });
	window.briefgen = { make, on, press };

	{# copy a quote as a citation: words, speaker, day, source, link #}
	const copyable = (quote) => {
		const text = (selector, from = quote) => one(selector, from)?.innerText.trim();
		const button = press("Copy", async () => {
			const link = one(".u-url", quote), who = text(".p-author, .unknown") ?? text("h1.p-name", document);
			const told = [who, text("time"), link.innerText].filter(Boolean).join(", ");
			await navigator.clipboard.writeText(`${text(".words")}\n${told}\n${link.href}`);
			button.textContent = "Copied";
		});
		button.className = "copy";
		one(".meta", quote).append(" ", button);
	};
	all(".quote[id]").forEach(copyable);

	{# filters: an entry has its kind as a class and its actors as links; the state stands in the address #}
	const ENTRY = ".quote[id], .event[id], .rows > li";
	for (const bar of all("[data-filter]")) {
		const main = named("content"), told = one(".told", bar);
		const entries = all(ENTRY, main), fields = all("[name]", bar), order = one("[name=order]", bar);
		const total = +told.dataset.total || entries.length, ways = all(".pager a").map((link) => [link.rel, link.href]);
		const asked = new URLSearchParams(location.search);
		const value = (name) => one(`[name=${name}]`, bar)?.value ?? "";
		const fits = (entry, words) =>
			(!value("kind") || entry.classList.contains(value("kind"))) &&
			(!value("date") || one("time", entry)?.dateTime.startsWith(value("date"))) &&
			(!value("exact") || one("time", entry)?.dateTime.length == value("exact")) &&
			(!value("actor") || one(`a[href*="actors/${value("actor")}/"]`, entry)) &&
			words.every((word) => entry.textContent.toLowerCase().includes(word));
		const sort = () => {
			const by = order.value, list = entries[0]?.parentNode;
			const text = (entry) => one("a", entry).textContent;
			const by_name = (a, b) => text(a).localeCompare(text(b)), by_number = (a, b) => b.dataset[by] - a.dataset[by];
			list?.append(...(by ? entries.toSorted(by === "name" ? by_name : by_number) : entries));
		};
		const apply = () => {
			const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
			let shown = 0;
			for (const entry of entries) shown += !(entry.hidden = !fits(entry, words));
			for (const group of all("section", main)) {
				const inside = all(ENTRY, group);
				if (inside.length) group.hidden = inside.every((entry) => entry.hidden);
			}
			if (order) sort();
			told.textContent = `${shown} of ${entries.length} shown` + (entries.length < total ? `, ${total} in all` : "");
			if (fields.some((field) => field.value)) widen(shown);
			const state = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value]));
			history.replaceState(null, "", (state.size ? `?${state}` : location.pathname) + location.hash);
		};
		{# a long list goes on on other pages: they are fetched while few entries fit, and not from file:// #}
		let busy;
		const widen = async (shown) => {
			if (busy || shown > 40 || !ways.length || location.protocol === "file:") return;
			busy = true;
			const [rel, url] = ways.shift();
			try {
				const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
				const groups = all(".main > section", main);
				let last = rel === "prev" ? groups.at(-1) : one(".ahead", main);
				for (const link of all("a[href]", page)) link.href = new URL(link.getAttribute("href"), url);
				for (const group of all(".main > section", page)) {
					if (!one(ENTRY, group)) continue;
					one("h2", group).removeAttribute("id");
					all(".quote", group).forEach(copyable);
					last ? last.after(group) : groups[0].before(group);
					last = group;
					entries.push(...all(ENTRY, group));
				}
				const further = one(`.pager a[rel=${rel}]`, page);
				if (further) ways.unshift([rel, further.href]);
			} catch { ways.length = 0; }
			busy = false;
			apply();
		};
		for (const field of fields) if (asked.has(field.name)) field.value = asked.get(field.name);
		on(bar, "input", apply);
		if (fields.some((field) => field.value)) apply();
	}

	{# cards: a link to somebody whom this page introduces shows that entry on hover and focus #}
	const cards = new Map(all("[data-card]").map((card) => [one("a", card)?.href, card]));
	if (cards.size && HTMLElement.prototype.showPopover) {
		const box = make("div", { popover: "manual", className: "card", id: "card" });
		document.body.append(box);
		let timer, holder;
		const hide = () => { clearTimeout(timer); if (box.matches(":popover-open")) box.hidePopover(); holder?.removeAttribute("aria-describedby"); holder = null; };
		const later = (act, wait) => { clearTimeout(timer); timer = setTimeout(act, wait); };
		const show = (link) => {
			hide();
			box.replaceChildren(...[...cards.get(link.href).childNodes].map((node) => node.cloneNode(true)));
			box.showPopover();
			const place = link.getClientRects()[0], below = place.bottom + 6;
			const top = below + box.offsetHeight > innerHeight ? place.top - box.offsetHeight - 6 : below;
			box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8))}px`;
			box.style.top = `${Math.max(8, top)}px`;
			holder = link;
			link.setAttribute("aria-describedby", "card");
		};
		for (const link of all("main a[href]")) {
			const card = cards.get(link.href);
			if (!card || card.contains(link)) continue;
			on(link, "pointerenter", (e) => e.pointerType === "mouse" && later(() => show(link), 300));
			on(link, "pointerleave", () => later(hide, 250));
			on(link, "focus", () => link.matches(":focus-visible") && show(link));
			on(link, "blur", () => later(hide, 100));
		}
		on(box, "pointerenter", () => clearTimeout(timer));
		on(box, "pointerleave", () => later(hide, 250));
		on(document, "keydown", (e) => e.key === "Escape" && hide());
		on(document, "scroll", hide);
	}

	{# search and keys #}
	const dialog = (label, ...inside) => {
		const made = make("dialog", { className: "over", ariaLabel: label }, ...inside, press("Close", () => made.close()));
		document.body.append(made);
		return made;
	};
	let searching, helping;
	const find = () => {
		if (named("q")) return named("q").focus();
		if (!searching) {
			const input = make("input", { type: "search", id: "q", autocomplete: "off" });
			on(input, "keydown", (e) => e.key === "Escape" && searching.close());
			const told = make("p", { className: "told", role: "status", id: "told" });
			searching = dialog("Search", make("label", { htmlFor: "q", textContent: "Actors, quotes, events, articles" }), input, told, make("div", { id: "results" }));
			document.head.append(make("script", { src: `${root}assets/search.js` }));
		}
		searching.showModal();
		named("q").select();
	};
	{# a browser may forbid storage #}
	const kept = (...value) => { try { return value.length ? localStorage.setItem("briefgen-keys", value) : localStorage.getItem("briefgen-keys"); } catch {} };
	const quiet = () => kept() === "off";
	const help = () => {
		if (!helping) {
			const box = make("input", { type: "checkbox", checked: !quiet() });
			box.onchange = () => kept(box.checked ? "on" : "off");
			const keys = [["/", "search"], ["n", "next page or day"], ["p", "previous page or day"], ["?", "this list"]];
			const list = make("dl", {}, ...keys.flatMap(([key, does]) => [make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: does })]));
			helping = dialog("Keys", make("h2", { textContent: "Keys" }), list, make("label", {}, box, " single keys switched on (Ctrl K always opens the search)"));
		}
		helping.showModal();
	};
	const follow = (rel) => one(`.pager a[rel=${rel}]`)?.click();
	const keys = { "/": find, "?": help, n: () => follow("next"), p: () => follow("prev") };
	on(document, "keydown", (e) => {
		const mode = e.ctrlKey || e.metaKey, open = mode && e.key === "k";
		if (!open && (mode || e.altKey || e.target.closest("input, select, textarea, dialog") || !keys[e.key] || (quiet() && e.key !== "?"))) return;
		e.preventDefault();
		open ? find() : keys[e.key]();
	});
})();
{% endfilter %}
