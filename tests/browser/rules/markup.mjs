// What the markup of a page has to be like.

/** Language, headings in order, links that lead somewhere, tables with captions and scopes. */
export async function structure(page, report) {
  const found = await page.evaluate(() => {
    const broken = [];
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const say = (rule, element) => broken.push([rule, element?.outerHTML?.slice(0, 120) ?? String(element)]);
    const root = document.documentElement;
    if (!["zh-CN", "en"].includes(root.lang)) say("lang", root.lang);
    if (document.title.trim() === "") say("title", "empty");
    if (all("main").length !== 1) say("one main", all("main").length);

    const headings = all("h1, h2, h3, h4, h5, h6");
    if (headings.filter((heading) => heading.tagName === "H1").length !== 1) say("one h1", headings.length);
    let level = 0;
    for (const heading of headings) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) say("headings in order", heading);
      level = next;
    }

    const ids = all("[id]").map((element) => element.id);
    ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => say("ids once", id));
    for (const link of all("a")) {
      const target = link.getAttribute("href") ?? "";
      if (!target.startsWith("#") || !document.getElementById(target.slice(1))) say("links lead somewhere", link);
    }
    const linked = new Set(all("nav a").map((link) => link.hash.slice(1)).map(decodeURIComponent));
    all("main > section").filter((section) => !linked.has(section.id)).forEach((section) => say("chapters in the contents", section));

    for (const table of all("table")) {
      const columns = table.tHead?.rows[0]?.cells.length;
      if (!table.caption || table.caption.textContent.trim() === "") say("tables have captions", table);
      if (!columns) say("tables have headings", table);
      all("thead th:not([scope=col]), tbody th:not([scope=row])", table).forEach((cell) => say("headings have scopes", cell));
      for (const row of table.tBodies[0]?.rows ?? []) if (row.cells.length !== columns) say("a cell per column", row);
      const region = table.closest("[role=region]");
      const label = region && document.getElementById(region.getAttribute("aria-labelledby"));
      if (!label || region.tabIndex !== 0) say("tables scroll in a named region", table);
    }
    for (const figure of all("figure")) {
      if (!figure.querySelector("figcaption")?.textContent.trim()) say("figures have captions", figure);
      const drawing = figure.querySelector("svg");
      if (drawing && !drawing.hasAttribute("aria-label") && !drawing.querySelector("title")) say("drawings are described", figure);
    }
    return broken;
  });
  found.forEach(([rule, what]) => report(rule, what));
}

/** No name has become an element, an attribute or a script. */
export async function hostile(page, report) {
  const found = await page.evaluate(() => {
    const strange = [...document.querySelectorAll("img, iframe, object, embed, link, base, form, b, video, audio")];
    const handlers = [...document.querySelectorAll("*")].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith("on") || name === "src"));
    const scripts = document.scripts.length === 1 ? [] : [...document.scripts];
    return [...strange, ...handlers, ...scripts].map((element) => element.outerHTML.slice(0, 120));
  });
  found.forEach((element) => report("texts stay texts", element));
}

/** Letters against what lies behind them: WCAG 2, level AA. Letters in drawings are left to those who draw. */
export async function contrast(page, report, where) {
  const found = await page.evaluate(() => {
    const parts = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = (color) => {
      const [r, g, b] = parts(color).map((part) => part / 255).map((part) =>
        part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if (parts(color)[3] !== 0) return color;
      }
      return "rgb(255, 255, 255)";
    };
    const seen = new Map();
    for (const element of document.querySelectorAll("body *")) {
      if (element.closest("svg, script, [hidden]") || ![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
      const style = getComputedStyle(element);
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
      const key = `${style.color} on ${behind(element)}${large ? ", large" : ""}`;
      if (!seen.has(key)) seen.set(key, { key, large, ink: style.color, paper: behind(element) });
    }
    return [...seen.values()].flatMap(({ key, large, ink, paper }) => {
      const [high, low] = [light(ink), light(paper)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      return ratio < (large ? 3 : 4.5) ? [`${key}: ${ratio.toFixed(2)}`] : [];
    });
  });
  found.forEach((pair) => report(`contrast ${where}`, pair));
}
