// Makes pages handier, never completer: filters, cards on hover, search from any page, keys. Without it all content is there.
(() => {
	"use strict";
	const root = document.body.dataset.root;
	const all = (selector, from = document) => [...from.querySelectorAll(selector)];
	const make = (tag, attributes, ...inside) => {
		const element = Object.assign(document.createElement(tag), attributes);
		element.append(...inside);
		return element;
	};

	// ---- filters: an entry has its kind as a class and its actors as links; the state stands in the address
	const ENTRY = ".quote[id], .event[id], .rows > li";
	for (const bar of all("[data-filter]")) {
		const main = document.getElementById("content"), told = bar.querySelector(".told");
		const entries = all(ENTRY, main), fields = all("[name]", bar), order = bar.querySelector("[name=order]");
		const asked = new URLSearchParams(location.search);
		const value = (name) => bar.querySelector(`[name=${name}]`)?.value ?? "";
		const fits = (entry, words) =>
			(!value("kind") || entry.classList.contains(value("kind"))) &&
			(!value("actor") || entry.querySelector(`a[href*="actors/${value("actor")}/"]`)) &&
			words.every((word) => entry.textContent.toLowerCase().includes(word));
		const sort = () => {
			const by = order.value, list = entries[0]?.parentNode;
			const text = (entry, part) => entry.querySelector(part)?.textContent ?? "";
			const orders = {
				name: (a, b) => text(a, "a").localeCompare(text(b, "a")),
				last: (a, b) => text(b, "time:last-of-type").localeCompare(text(a, "time:last-of-type")),
			};
			list?.append(...(by ? entries.toSorted(orders[by] ?? ((a, b) => b.dataset[by] - a.dataset[by])) : entries));
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
		bar.addEventListener("input", apply);
		if (fields.some((field) => field.value)) apply();
	}

	// ---- cards: a link to somebody whom this page introduces shows that entry on hover and focus
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
			const place = link.getClientRects()[0] ?? link.getBoundingClientRect(), below = place.bottom + 6;
			const top = below + box.offsetHeight > innerHeight ? place.top - box.offsetHeight - 6 : below;
			box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8))}px`;
			box.style.top = `${Math.max(8, top)}px`;
			holder = link;
			link.setAttribute("aria-describedby", "card");
		};
		for (const link of all("main a[href]")) {
			const card = cards.get(link.href);
			if (!card || card.contains(link)) continue;
			link.addEventListener("pointerenter", (e) => e.pointerType === "mouse" && later(() => show(link), 300));
			link.addEventListener("pointerleave", () => later(hide, 250));
			link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
			link.addEventListener("blur", () => later(hide, 100));
		}
		box.addEventListener("pointerenter", () => clearTimeout(timer));
		box.addEventListener("pointerleave", () => later(hide, 250));
		document.addEventListener("keydown", (e) => e.key === "Escape" && hide());
		document.addEventListener("scroll", hide, { passive: true });
	}

	// ---- search and keys
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
		if (document.getElementById("q")) return document.getElementById("q").focus();
		if (!searching) {
			const input = make("input", { type: "search", id: "q", autocomplete: "off" });
			const told = make("p", { className: "told", role: "status", id: "told" });
			searching = dialog("Search", make("label", { htmlFor: "q", textContent: "Actors, quotes, events, articles" }), input, told, make("div", { id: "results" }));
			document.head.append(make("script", { src: `${root}assets/search.js` }));
		}
		searching.showModal();
		document.getElementById("q").select();
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
	document.addEventListener("keydown", (e) => {
		if ((e.ctrlKey || e.metaKey) && e.key === "k") { e.preventDefault(); return find(); }
		if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea, dialog")) return;
		if (keys[e.key] && (!quiet() || e.key === "?")) { e.preventDefault(); keys[e.key](); }
	});

	// ---- copy a quote with its source
	for (const quote of all(".quote[id]")) {
		const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
		button.onclick = async () => {
			const link = quote.querySelector(".u-url")?.href ?? `${location.href.split("#")[0]}#${quote.id}`;
			const [words, by] = [".words", "figcaption"].map((part) => quote.querySelector(part).innerText.trim().replace(/\s*Copy$/, ""));
			await navigator.clipboard.writeText(`${words}\n${by}\n${link}`);
			button.textContent = "Copied";
		};
		quote.querySelector(".meta").append(" ", button);
	}
})();
