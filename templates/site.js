{% filter flush %}
{# Makes pages handier, never completer: filters, cards on hover, search from any page, keys. Without it all content is there. #}
(() => {
	const root = document.body.dataset.root;
	const all = (selector, from = document) => [...from.querySelectorAll(selector)];
	const make = (tag, attributes, ...inside) => {
		const element = Object.assign(document.createElement(tag), attributes);
		element.append(...inside);
		return element;
	};
	const on = (target, type, act) => target.addEventListener(type, act);
	const named = (id) => document.getElementById(id);
	window.briefgenMake = make;

	{# filters: an entry has its kind as a class and its actors as links; the state stands in the address #}
	const ENTRY = ".quote[id], .event[id], .rows > li";
	for (const bar of all("[data-filter]")) {
		const main = named("content"), told = bar.querySelector(".told");
		const entries = all(ENTRY, main), fields = all("[name]", bar), order = bar.querySelector("[name=order]");
		const asked = new URLSearchParams(location.search);
		const value = (name) => bar.querySelector(`[name=${name}]`)?.value ?? "";
		const fits = (entry, words) =>
			(!value("kind") || entry.classList.contains(value("kind"))) &&
			(!value("actor") || entry.querySelector(`a[href*="actors/${value("actor")}/"]`)) &&
			words.every((word) => entry.textContent.toLowerCase().includes(word));
		const sort = () => {
			const by = order.value, list = entries[0]?.parentNode;
			const text = (entry) => entry.querySelector("a").textContent;
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
			told.textContent = `${shown} of ${entries.length} shown`;
			const state = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value]));
			history.replaceState(null, "", (state.size ? `?${state}` : location.pathname) + location.hash);
		};
		for (const field of fields) if (asked.has(field.name)) field.value = asked.get(field.name);
		bar.hidden = false;
		on(bar, "input", apply);
		if (fields.some((field) => field.value)) apply();
	}

	{# cards: a link to somebody whom this page introduces shows that entry on hover and focus #}
	const cards = new Map(all("[data-card]").map((card) => [card.querySelector("a")?.href, card]));
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
		const close = make("button", { type: "button", textContent: "Close" });
		const made = make("dialog", { className: "over" }, ...inside, close);
		made.setAttribute("aria-label", label);
		close.onclick = () => made.close();
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
	const quiet = () => { try { return localStorage.getItem("briefgen-keys") === "off"; } catch { return false; } };
	const help = () => {
		if (!helping) {
			const box = make("input", { type: "checkbox", checked: !quiet() });
			box.onchange = () => { try { localStorage.setItem("briefgen-keys", box.checked ? "on" : "off"); } catch { /* no storage */ } };
			const keys = [["/", "search"], ["n", "next page or day"], ["p", "previous page or day"], ["?", "this list"]];
			const list = make("dl", {}, ...keys.flatMap(([key, does]) => [make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: does })]));
			helping = dialog("Keys", make("h2", { textContent: "Keys" }), list, make("label", {}, box, " single keys switched on (Ctrl K always opens the search)"));
		}
		helping.showModal();
	};
	const follow = (rel) => document.querySelector(`.pager a[rel=${rel}]`)?.click();
	const keys = { "/": find, "?": help, n: () => follow("next"), p: () => follow("prev") };
	on(document, "keydown", (e) => {
		if ((e.ctrlKey || e.metaKey) && e.key === "k") { e.preventDefault(); return find(); }
		if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea, dialog")) return;
		if (keys[e.key] && (!quiet() || e.key === "?")) { e.preventDefault(); keys[e.key](); }
	});

	{# copy a quote with its source #}
	for (const quote of all(".quote[id]")) {
		const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
		button.onclick = async () => {
			const link = quote.querySelector(".u-url").href;
			await navigator.clipboard.writeText(`${quote.innerText.replace(/\s*Cop(y|ied)\s*$/, "")}\n${link}`);
			button.textContent = "Copied";
		};
		quote.querySelector(".meta").append(" ", button);
	}
})();
{% endfilter %}
