"use strict";
(() => {
  const zh = document.documentElement.lang.startsWith("zh");
  const words = zh
    ? { search: "查找", all: "全部", count: (n, m) => `显示 ${n} / ${m} 行`, sort: (name) => `按“${name}”排序` }
    : { search: "Search", all: "all", count: (n, m) => `${n} of ${m} rows`, sort: (name) => `Sort by ${name}` };
  const order = new Intl.Collator(zh ? "zh-CN" : "en", { numeric: true });
  const plain = (text) => text.normalize("NFKC").toLowerCase().trim();

  /** The exact value of a cell where it has one, else what is printed in it; NaN where that is no figure. */
  const figure = (cell) => {
    const text = cell.dataset.v ?? cell.textContent.replace(/[%+]/g, "").trim();
    return text === "" ? NaN : Number(text);
  };

  /** Compares two cells of a column; what is no figure stands last, whichever way one sorts. */
  const compare = (figures, direction) => (a, b) => {
    if (!figures) {
      const [left, right] = [a.cell.textContent, b.cell.textContent];
      if (left === "" || right === "") return (left === "") - (right === "");
      return direction * order.compare(left, right);
    }
    const [left, right] = [figure(a.cell), figure(b.cell)];
    if (isNaN(left) || isNaN(right)) return isNaN(left) - isNaN(right);
    return direction * (left - right);
  };

  const label = (text, control) => {
    const element = document.createElement("label");
    element.append(text, control);
    return element;
  };

  /** Makes the headings of a table sort it: first figures from the top and words from the start, then the other way
      round, then as it was. */
  const sorting = (table, rows) => {
    const body = table.tBodies[0];
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = words.sort(heading.textContent);
      button.setAttribute("aria-label", button.title);
      heading.append(button);
      heading.setAttribute("aria-sort", "none");
      const figures = heading.classList.contains("n");
      const turns = figures ? ["descending", "ascending", "none"] : ["ascending", "descending", "none"];
      // The button is what keyboards reach; the whole heading takes clicks.
      heading.addEventListener("click", () => {
        const now = turns[(turns.indexOf(heading.getAttribute("aria-sort")) + 1) % turns.length];
        headings.forEach((other) => other.setAttribute("aria-sort", "none"));
        heading.setAttribute("aria-sort", now);
        let sorted = rows;
        if (now !== "none") {
          const keyed = rows.map((row) => ({ row, cell: row.cells[at] }));
          sorted = keyed.sort(compare(figures, now === "ascending" ? 1 : -1)).map((entry) => entry.row);
        }
        // Rows move while nobody looks, which is many times faster than one by one in sight.
        body.remove();
        body.append(...sorted);
        table.append(body);
      });
    });
  };

  /** Puts a search box, a choice per column that has few values, and a count above a table. */
  const choosing = (table, rows, place) => {
    const headings = [...table.tHead.rows[0].cells];
    const columns = headings.map((heading, at) => ({ heading, at, name: heading.textContent }));
    const searched = columns.filter(({ heading }) => !heading.classList.contains("n"));
    const texts = new Map(rows.map((row) => [row, searched.map(({ at }) => plain(row.cells[at].textContent)).join("\n")]));

    const controls = document.createElement("div");
    controls.className = "controls";
    const search = document.createElement("input");
    search.type = "search";
    controls.append(label(words.search, search));

    const choices = columns.filter(({ heading }) => heading.hasAttribute("data-filter")).map(({ at, name }) => {
      const select = document.createElement("select");
      select.append(new Option(words.all, ""));
      const values = new Set(rows.map((row) => row.cells[at].textContent).filter((value) => value !== ""));
      values.forEach((value) => select.append(new Option(value, "=" + value)));
      controls.append(label(name, select));
      return { at, select };
    });

    const count = document.createElement("output");
    controls.append(count);
    const choose = () => {
      const wanted = plain(search.value);
      let shown = 0;
      for (const row of rows) {
        const fits = texts.get(row).includes(wanted)
          && choices.every(({ at, select }) => select.value === "" || "=" + row.cells[at].textContent === select.value);
        row.hidden = !fits;
        shown += fits;
      }
      count.value = words.count(shown, rows.length);
      controls.classList.toggle("chosen", shown < rows.length);
    };
    search.addEventListener("input", choose);
    choices.forEach(({ select }) => select.addEventListener("change", choose));
    choose();
    place.prepend(controls);
  };

  for (const place of document.querySelectorAll(".table.long")) {
    const table = place.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    choosing(table, rows, place);
    sorting(table, rows);
  }
})();
