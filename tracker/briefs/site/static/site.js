/* Search within the report. The index is a script of its own, so that it loads from a memory stick too. */
"use strict";
(function () {
  var form = document.querySelector("form.search");
  if (!form) return;
  var input = form.querySelector("input"), told = form.querySelector("#found"), hits = form.querySelector("#hits");
  var all = document.getElementById("all"), hint = told.textContent, index = null, loading = false, MOST = 60;
  var LETTERS = { "ё": "е", "ғ": "г", "ӣ": "и", "қ": "к", "ӯ": "у", "ҳ": "х", "ҷ": "ч" };

  function fold(text) {
    return text.toLowerCase().replace(/[ёғӣқӯҳҷ]/g, function (letter) { return LETTERS[letter]; });
  }
  function load() {
    if (loading) return;
    loading = true;
    window.ahdIndex = function (rows) {
      index = rows.map(function (row) { return { row: row, text: fold(row.slice(0, 5).join(" ")) }; });
      show();
    };
    var script = document.createElement("script");
    script.src = form.dataset.index;
    document.head.appendChild(script);
  }
  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }
  function line(row) {
    var item = element("li", "line o-" + row[1]), mark = element("p", "mark"), rest = element("div");
    mark.appendChild(element("b", "", row[2]));
    var words = element("p", "words"), link = element("a", "", row[3]);
    link.href = form.dataset.here + "c/" + row[0] + ".html";
    link.lang = row[5];
    words.appendChild(link);
    if (row[6]) { words.appendChild(document.createTextNode(" ")); words.appendChild(element("span", "tag", row[6])).lang = row[5]; }
    rest.appendChild(words);
    rest.appendChild(element("p", "about", row[4] + " " + row[0]));
    item.appendChild(mark);
    item.appendChild(rest);
    return item;
  }
  function show() {
    var words = fold(input.value).split(/\s+/).filter(Boolean);
    hits.textContent = "";
    all.hidden = words.length > 0 && index !== null;
    if (!words.length || index === null) { told.textContent = hint; return; }
    var found = index.filter(function (one) { return words.every(function (word) { return one.text.indexOf(word) >= 0; }); });
    told.textContent = found.length ? form.dataset.found.replace("{n}", found.length) : form.dataset.none;
    found.slice(0, MOST).forEach(function (one) { hits.appendChild(line(one.row)); });
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("focus", load);
  input.addEventListener("input", function () { load(); show(); });
})();
