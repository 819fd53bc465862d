// Tables that sort, search and filter.

/** Tables with more rows than this are sorted by a few columns only. */
const MANY = 1_000;

export async function tables(page, report) {
  for (const place of await page.locator(".table.long").all()) {
    const name = await place.getAttribute("id");
    const say = (rule, found) => report(`${rule} (${name})`, found);
    await sorts(page, place, say);
    await searches(page, place, say);
    await filters(page, place, say);
  }
}

/** The rows in sight, as texts, with the exact values of figures. */
const rows = (place) => place.evaluate((element) => [...element.querySelectorAll("tbody tr")]
  .filter((row) => row.checkVisibility())
  .map((row) => [...row.cells].map((cell) => ({ text: cell.textContent, value: cell.dataset.v ?? cell.textContent }))));

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

async function sorts(page, place, say) {
  const headings = await place.evaluate((element) => [...element.querySelectorAll("thead th")]
    .map((heading) => ({ figures: heading.classList.contains("n"), sort: heading.getAttribute("aria-sort") })));
  if (headings.some(({ sort }) => sort !== "none")) say("headings sort", "no aria-sort");
  const before = await rows(place);
  const lang = await page.evaluate(() => document.documentElement.lang);
  const order = new Intl.Collator(lang, { numeric: true });
  for (const [at, { figures }] of headings.entries()) {
    if (before.length > MANY && ![0, 4].includes(at)) continue;
    const button = place.locator("thead th").nth(at).locator("button");
    const seen = [];
    for (let turn = 0; turn < 3; turn += 1) {
      // By the keyboard in one column, by the pointer in the others.
      if (at === 0) await button.press(turn % 2 === 0 ? "Enter" : "Space");
      else await button.evaluate((element) => element.click());
      const way = await place.locator("thead th").nth(at).getAttribute("aria-sort");
      seen.push(way);
      const now = await rows(place);
      if (way === "none") {
        if (!same(now, before)) say("a third click restores the order", `column ${at}`);
        continue;
      }
      const sign = way === "ascending" ? 1 : -1;
      const number = (text) => (/^[+-]?[\d.]+%?$/.test(text) ? parseFloat(text) : null);
      const keys = now.map((row) => (figures ? number(row[at].value) : row[at].text || null));
      const known = keys.filter((key) => key !== null);
      if (keys.slice(known.length).some((key) => key !== null)) say("what is no figure stands last", `column ${at}, ${way}`);
      const wrong = known.findIndex((key, place) => place > 0
        && sign * (figures ? key - known[place - 1] : order.compare(key, known[place - 1])) < 0);
      if (wrong > 0) say("headings sort", `column ${at}, ${way}: ${known[wrong]} after ${known[wrong - 1]}`);
      if (now.length !== before.length) say("sorting keeps the rows", `${now.length} of ${before.length}`);
    }
    if (new Set(seen).size !== 3 || seen[2] !== "none") say("three turns", seen.join(", "));
  }
}

async function count(place, shown, all, say) {
  const text = await place.locator("output").textContent();
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  if (!same(numbers, [shown, all])) say("the count says how many rows there are", `${text}, not ${shown} of ${all}`);
}

async function searches(page, place, say) {
  const before = await rows(place);
  const box = place.locator("input[type=search]");
  await count(place, before.length, before.length, say);
  const plain = (text) => text.normalize("NFKC").toLowerCase().trim();
  for (const row of [before[0], before[7], before.at(-1)].filter(Boolean)) {
    const wanted = row[0].text;
    await box.fill(wanted.toUpperCase());
    const found = await rows(place);
    if (!found.some((other) => other[0].text === wanted)) say("searching finds", wanted);
    const strange = found.find((other) => !other.some(({ text }) => plain(text).includes(plain(wanted))));
    if (strange) say("searching finds nothing else", `${strange[0].text} for ${wanted}`);
    await count(place, found.length, before.length, say);
  }
  await box.fill("\u{10ffff}nothing is called that");
  await count(place, 0, before.length, say);
  await box.fill("");
  if (!same(await rows(place), before)) say("an empty search shows all", "rows differ");
}

async function filters(page, place, say) {
  const before = await rows(place);
  const columns = await place.evaluate((element) => [...element.querySelectorAll("thead th")]
    .flatMap((heading, at) => (heading.hasAttribute("data-filter") ? [at] : [])));
  const selects = await place.locator("select").all();
  if (selects.length !== columns.length) say("a choice per column that has one", `${selects.length} of ${columns.length}`);
  const fits = (row, chosen) => chosen.every(([at, text]) => row[at].text === text);
  const chosen = [];
  for (const [which, select] of selects.entries()) {
    const at = columns[which];
    const values = new Set(before.map((row) => row[at].text).filter((text) => text !== ""));
    const options = await select.evaluate((element) => [...element.options].map((option) => option.text));
    if (options.length !== values.size + 1) say("every value can be chosen", options.join(", "));
    const first = before.find((row) => row[at].text !== "" && fits(row, chosen));
    if (!first) continue;
    chosen.push([at, first[at].text]);
    await select.selectOption({ value: "=" + first[at].text });
    const found = await rows(place);
    if (!same(found, before.filter((row) => fits(row, chosen)))) say("choices show their rows", JSON.stringify(chosen));
    await count(place, found.length, before.length, say);
  }
  for (const select of selects) await select.selectOption({ index: 0 });
  if (!same(await rows(place), before)) say("no choice shows all", "rows differ");
}
