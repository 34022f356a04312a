"use strict";
{
const el = book.el;
const narrow = (input, width = "6rem") => { input.style.width = width; return input; };
const whole = (input, width = "100%") => { input.closest(".live-control").style.flex = `1 1 ${width}`; input.style.width = "100%"; return input; };
const count = v => v.toLocaleString("en"), cosine = v => v.toFixed(3).replace("-", "−");

/** The vectors that come with the page, and their words; a new program knows none. */
let known;
const vectors = part => known ??= (async () => {
  const bytes = await part.data("Chapters/08-Word2Vec/Live/vectors.bin");
  const { words, checksum } = await part.ask("takeVectors", { bytes });
  return { words, checksum, number: new Map(words.map((word, i) => [word, i])) };
})().catch(error => { known = undefined; throw error; });
const showBits = (part, all) => part.checksum(all.checksum, "swift run word2vec book-vectors --save vectors.bin", "Vectors");
const letGo = () => { known = undefined; };

/** A word's number; a sentence if it has none. */
function numberOf(all, word) {
  const found = all.number.get(word) ?? all.number.get(word.toLowerCase());
  if (found === undefined) throw Error(`“${word.slice(0, 40)}” is none of the ${count(all.words.length)} words here.`);
  return found;
}

/** Points with names: [{ x, y, name, color, isBig }…], arrows between them: [[from, to]…]; words in one place have one name. */
function cloud(part, words, mostWide, mostHigh, content) {
  const width = Math.min(mostWide, book.roomOf(part)), height = Math.min(mostHigh, width);
  return part.canvas(words, width, height, (g, colors) => {
    const { points, arrows = [] } = content();
    g.strokeStyle = colors.axis; g.lineWidth = 1; g.strokeRect(0.5, 0.5, width - 1, height - 1);
    if (!points.length) return;
    const range = key => [Math.min(...points.map(p => p[key])), Math.max(...points.map(p => p[key]))];
    const [[x0, x1], [y0, y1]] = [range("x"), range("y")], scale = Math.min((width - 100) / (x1 - x0 || 1), (height - 40) / (y1 - y0 || 1));
    const at = ({ x, y }) => [width / 2 + (x - (x0 + x1) / 2) * scale, height / 2 - (y - (y0 + y1) / 2) * scale];
    g.strokeStyle = g.fillStyle = colors.category(2); g.lineWidth = 1.3;
    for (const [from, to] of arrows) {
      const [[a, b], [c, d]] = [at(points[from]), at(points[to])], turn = Math.atan2(d - b, c - a);
      if (Math.hypot(c - a, d - b) < 8) continue;
      const tip = side => [c - 5 * Math.cos(turn) - 8 * Math.cos(turn + side), d - 5 * Math.sin(turn) - 8 * Math.sin(turn + side)];
      book.line(g, a, b, c - 6 * Math.cos(turn), d - 6 * Math.sin(turn));
      g.beginPath(); g.moveTo(c - 5 * Math.cos(turn), d - 5 * Math.sin(turn)); g.lineTo(...tip(0.4)); g.lineTo(...tip(-0.4)); g.fill();
    }
    const spots = [];
    for (const point of points) {
      const [x, y] = at(point), same = spots.find(s => Math.hypot(s.x - x, s.y - y) < 4);
      if (same) { same.names.push(point.name); same.isBig ||= point.isBig; } else spots.push({ ...point, x, y, names: [point.name] });
    }
    // Each name where it covers no point, no other name and no arrow, if there is such a place beside its point.
    const taken = spots.map(({ x, y }) => [x - 4, y - 4, x + 4, y + 4, 1]);
    for (const [from, to] of arrows) for (let t = 0.05; t < 1; t += 0.1) {
      const [[a, b], [c, d]] = [at(points[from]), at(points[to])], [x, y] = [a + (c - a) * t, b + (d - b) * t];
      taken.push([x - 1, y - 1, x + 1, y + 1, 0.2]);
    }
    const covered = ([x0, y0, x1, y1]) => taken.reduce((sum, [a, b, c, d, weight]) => sum + (a < x1 && c > x0 && b < y1 && d > y0 ? weight : 0), 0) + (x0 < 0 || x1 > width || y0 < 0 || y1 > height ? 100 : 0);
    g.textBaseline = "middle"; g.textAlign = "left";
    for (const { x, y, names, color, isBig } of spots.sort((a, b) => !!b.isBig - !!a.isBig)) {
      book.sign(g, colors, x, y, color, isBig ? 5 : 3.5);
      g.font = (isBig ? "600 " : "") + "12px system-ui, sans-serif";
      let shown = Math.min(4, names.length), name = "", wide = width;
      for (; shown && (!name || wide > 0.4 * width); shown--) wide = g.measureText(name = names.slice(0, shown).join(" ") + (names.length > shown ? " …" : "")).width;
      // Beside its point, or further away at the end of a line
      const around = (side, up) => [[side, 0], [-side - wide, 0], [-wide / 2, -up - 4], [-wide / 2, up + 4], [side - 2, -up], [side - 2, up], [2 - side - wide, -up], [2 - side - wide, up]];
      const places = [...around(8, 9), ...around(20, 20), ...around(36, 32)].map(([dx, dy]) => [x + dx, y + dy - 6, x + dx + wide, y + dy + 6]);
      const place = places.reduce((best, other) => covered(other) < covered(best) ? other : best);
      taken.push([...place, 3]);
      if (places.indexOf(place) > 7) {
        g.strokeStyle = colors.soft; g.lineWidth = 0.7;
        book.line(g, x, y, Math.max(place[0], Math.min(place[2], x)), Math.max(place[1], Math.min(place[3], y)));
      }
      g.fillStyle = colors.text;
      g.fillText(name, place[0], place[1] + 6);
    }
  });
}

/** Words' pairs as points and arrows in section 8.8. */
function threePictures(name) {
  const sets = {
    "country-capital": { words: "Countries and capitals", sides: ["country", "capital"], pairs: "france paris\ngermany berlin\nspain madrid\nitaly rome\njapan tokyo\nrussia moscow\nchina beijing\ngreece athens", axes: "widest" },
    "verb-tense": { words: "Verbs", sides: ["present", "past"], pairs: "go went\ntake took\ngive gave\nwrite wrote\nbecome became\nbegin began", axes: "widest" },
    "male-female": { words: "Male and female", sides: ["male", "female"], pairs: "king queen\nfather mother\nbrother sister\nson daughter\nhusband wife\nprince princess\nduke duchess", axes: "step" },
  };
  const { words, sides, pairs, axes } = sets[name];
  return async part => {
    part.guide(`an arrow from each word (● ${sides[0]}) to its partner (▲ ${sides[1]}), by vectors that are flattened to a plane.`,
      "press another experiment, or type pairs of your own.",
      "do the arrows point the same way? Flattened, they may deceive; so hold the cosine of the steps against that with shuffled partners.");
    const all = await vectors(part);
    let list = [], found, turn = 0;
    whole(part.text("pairs", "Pairs, a line each", pairs, { rows: 6, most: 2000 }), "14rem");
    part.choice("axes", "Axes", axes, { widest: "the two widest directions", step: "the mean step, and across it" });
    part.presets("Try", [
      ["As in the text", {}],
      ...Object.entries(sets).filter(([key]) => key !== name).map(([, set]) => [set.words, { pairs: set.pairs, axes: set.axes }]),
      ["Other axes", { axes: axes === "step" ? "widest" : "step" }],
      ["Partners shuffled", { axes: "step", pairs: pairs.split("\n").map((line, i, lines) => line.split(" ")[0] + " " + lines[(i + 1) % lines.length].split(" ")[1]).join("\n") }],
    ]);
    const picture = cloud(part, words, 560, 380, () => ({
      points: !found ? [] : list.flat().map((number, i) => ({ x: found.places[2 * i], y: found.places[2 * i + 1], name: all.words[number], color: i % 2 })),
      arrows: list.map((_, i) => [2 * i, 2 * i + 1]),
    }));
    part.onchange = async values => {
      part.fail("");
      const lines = values.pairs.split("\n").map(line => line.trim().split(/[\s,;]+/).filter(w => w)).filter(line => line.length);
      const odd = lines.find(line => line.length !== 2);
      if (odd) throw Error(`Expected two words a line, found “${odd.join(" ").slice(0, 60)}”.`);
      if (lines.length < 2 || lines.length > 30) throw Error(`${lines.length} pairs; 2 to 30 are taken here.`);
      const numbers = lines.map(line => line.map(word => numberOf(all, word)));
      const mine = ++turn, answer = await part.ask("steps", { numbers: numbers.flat(), isAlongMean: values.axes === "step" });
      if (mine !== turn) return;
      [list, found] = [numbers, answer];
      picture.describe(`${sides.join(" and ")}: ${lines.map(line => line.join(" to ")).join(", ")}; the steps' mean cosine is ${cosine(found.alike)}.`);
      picture.redraw();
      showBits(part, all);
      part.show({ "Pairs": list.length, "Cosine of the steps": cosine(found.alike), "With shuffled partners": cosine(found.shuffled), "Along the others' mean": `${found.along} of ${list.length}` });
      part.say(`The mean cosine of two steps is ${cosine(found.alike)}, with shuffled partners ${cosine(found.shuffled)}; ${found.along} of ${list.length} steps go along with the mean of the others.`);
    };
    part.onrestart = async () => { letGo(); await vectors(part); return part.onchange(part.values); };
  };
}

book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    const lend = (array, action) => { const place = swift.put(array); try { return action(place); } finally { swift.leave(place); } };
    const letters = list => new TextDecoder().decode(Uint8Array.from(list));
    // ---- Both ways to learn a text
    let step = 0, curve = [], words = [], asked = [], way = 0;
    const measure = () => { e.measureWays(); return [...swift.given()]; };
    const picture = () => {
      const shown = { step, way, losses: measure(), curve, checksums: [0, 1].map(i => swift.hex(e.checksumOfWay(i))) };
      curve = [];
      if (asked.length) lend(Int32Array.from(asked), place => e.nearestOfWay(way, place, asked.length, 4));
      shown.nearest = asked.length ? swift.given() : []; shown.asked = asked;
      // Of many words those that are asked and their nearest are drawn
      shown.drawn = words.length > 40 && asked.length ? [...new Set([...asked, ...shown.nearest.filter((_, i) => i % 2 === 0)])]
        : Array.from({ length: Math.min(40, words.length) }, (_, i) => i);
      lend(Int32Array.from(shown.drawn), place => e.planeOfWay(way, place, shown.drawn.length));
      shown.places = swift.given();
      return shown;
    };
    const diverged = () => {
      const [i, ...list] = swift.given();
      return { diverged: (i ? "CBOW: " : "Skip-gram: ") + letters(list) + "." };
    };
    return {
      takeText({ text, least }) {
        const bytes = swift.utf8(text);
        const count = lend(bytes, place => e.takeText(place, bytes.length, least));
        words = count ? letters(swift.given()).split("\n").slice(0, -1) : [];
        return words;
      },
      begin({ isSampled, hidden, window, negatives, sample, rate, steps, seed }) {
        e.beginWays(isSampled, hidden, window, negatives, sample, rate, steps, BigInt(seed));
        const predictions = [...swift.given()];
        if (predictions.some(n => !n)) return { refused: "No word has another one beside it: nothing can be predicted." };
        if (!isSampled && (predictions[0] + predictions[1]) * words.length * hidden > 3e6) {
          return { refused: `${predictions[0].toLocaleString("en")} predictions among ${words.length.toLocaleString("en")} words are too many products a step: choose “words drawn as noise”, or a shorter text.` };
        }
        step = 0; curve = []; asked = [];
        return { predictions };
      },
      look(what) { ({ asked, way } = what); return picture(); },
      walk({ steps }) {
        if (!e.learnWays(steps)) return diverged();
        step += steps;
        return picture();
      },
      // A step a frame at first, then ever more, then as many as there is time for.
      *learn({ until, isGentle, isQuiet }) {
        let pace = 1, isDrawn = true;
        const show = () => { isDrawn = true; return picture(); };
        while (step < until) {
          if (isGentle && !isDrawn) { yield show; continue; }
          isDrawn = false;
          const steps = Math.min(Math.ceil(pace), until - step), from = Date.now();
          if (!e.learnWays(steps)) return diverged();
          step += steps;
          if (step < until) curve.push([step, ...measure()]);
          const took = Date.now() - from;
          if (isGentle) { pace *= 1.08; isGentle = took < 8; }
          else if (took < 4) pace *= 2;
          else if (took > 12) pace = Math.max(1, pace / 2);
          yield isQuiet ? () => undefined : show;
        }
        return picture();
      },
      vectors(i) { e.vectorsOfWay(i); return swift.given(); },

      // ---- The vectors that the page brings along
      takeVectors({ bytes }) {
        if (!lend(bytes, place => e.takeVectors(place, bytes.length))) throw Error("The vectors that come with the page are no file of `word2vec book-vectors`.");
        return { words: letters(swift.given()).split("\n").slice(0, -1), checksum: swift.hex(e.vectorsChecksum()) };
      },
      // Words with their nearest, and the places of all
      neighbors({ numbers, most }) {
        const groups = numbers.map(number => { e.nearest(number, most); return [...swift.given()]; });
        const all = Int32Array.from(groups.flatMap((group, i) => [numbers[i], ...group.filter((_, j) => j % 2 === 0)]));
        lend(all, place => e.onPlane(place, all.length));
        return { groups, places: swift.given() };
      },
      analogy({ a, b, c, most }) {
        e.completed(a, b, c, most);
        const all = [...swift.given()], pair = i => all.slice(2 * i, 2 * i + 2);
        return {
          corners: [0, 1, 2, 3].map(i => pair(most + i)),
          found: Array.from({ length: most }, (_, i) => ({ number: all[2 * i], value: all[2 * i + 1], place: pair(most + 4 + i) })),
        };
      },
      steps({ numbers, isAlongMean }) {
        lend(Int32Array.from(numbers), place => e.stepsOfPairs(place, numbers.length / 2, isAlongMean));
        const [alike, shuffled, along, ...places] = swift.given();
        return { alike, shuffled, along, places };
      },
    };
  },
  figures: {
    async "toy-loss"(part) {
      const ways = ["skip-gram", "CBOW"], usual = "king red cat old";
      const sentences = new TextDecoder().decode(await part.data("Data/twelve-sentences.txt")).trim();
      let words = [], shown, history = [], diverged = "", begun = "", predictions = [], pasted, opened;
      part.guide("the mean loss of a prediction by skip-gram and by CBOW; the words' vectors, flattened to a plane; and the words nearest to some.",
        "press Run; then ask for other words, change the settings, paste a text of your own or open a file.",
        "words that keep the same company come together: at the end king and queen point the same way by skip-gram, and so do cat and dog.");

      // ---- Controls: what is done on top, then the pictures, then the settings
      const bar = el("div", { class: "live-controls" });
      const button = (label, action, more) => { const b = part.button(label, action, more); bar.append(b); return b; };
      const runButton = button("Run", () => course.isRunning ? course.stop() : run(), { "data-run": true });
      const course = part.course(runButton, take, look);
      button("Step", () => walk(1), { "data-step": true });
      button("Start again", () => begin());
      part.choice("set", "Learns from", "own", { own: "the text below", bible: "the Bible’s first 500,000 letters", file: "a file that you open" });
      whole(part.text("text", "The text: a sentence a line, words parted by spaces", sentences, { rows: 6, most: 50000 }));
      part.choice("among", "The word is told from", "all", { all: "all other words (8.2)", noise: "words drawn as noise (8.3)" });
      narrow(part.number("hidden", "Dimensions", 6, { min: 2, max: 100, step: 1 }));
      narrow(part.number("window", "Window R", 2, { min: 1, max: 10, step: 1 }));
      narrow(part.number("rate", "Learning rate α", 2, { min: 1e-5, max: 1000 }));
      narrow(part.number("steps", "Run to step or epoch", 1000, { min: 1, max: 100000, step: 1 }), "7rem");
      narrow(part.number("negatives", "Noise words k", 5, { min: 1, max: 15, step: 1 }));
      narrow(part.number("sample", "Sample t", 0, { min: 0, max: 1 }));
      narrow(part.number("least", "Words that occur at least", 1, { min: 1, max: 1000, step: 1 }));
      narrow(part.number("seed", "Seed", 1, { min: 0, max: 4294967295, step: 1 }));
      part.choice("show", "Vectors of", "0", { 0: ways[0], 1: ways[1] });
      whole(part.text("words", "Words to ask, up to eight", usual, { rows: 1, most: 300 }), "14rem");
      const plain = text => text.toLowerCase().replace(/[.!?;:]+/g, "\n").replace(/[^\p{L}\p{N}'’\s]+/gu, " ").replace(/[^\S\n]+/g, " ").replace(/ ?\n[ \n]*/g, "\n").trim();
      const bible = async () => plain(new TextDecoder().decode(await part.data("Data/kjv.txt.gz", 500000)));
      const text = async () => {
        const { set } = part.values, found = set === "bible" ? await bible() : set === "file" ? opened?.text : part.values.text;
        if (!found?.trim()) throw Error("There is no text yet.");
        return found + "\n";
      };
      /** A text of the reader's, packed or not, or so much of its front as fits. */
      async function open() {
        const most = 6_000_000, blob = chooser.files[0], { name } = blob;
        chooser.value = "";
        let bytes = new Uint8Array(await blob.arrayBuffer());
        if (bytes[0] === 31 && bytes[1] === 139) {
          const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
          bytes = new Uint8Array(await new Response(unpacked).arrayBuffer().catch(() => { throw Error(`${name} is no file of gzip that is whole.`); }));
        }
        opened = { number: (opened?.number ?? 0) + 1, text: new TextDecoder().decode(bytes.subarray(0, most)) };
        part.set({ ...(isSampled() ? {} : long), set: "file" });
        if (bytes.length > most) part.fail(`${name} has ${count(bytes.length)} bytes: the first ${count(most)} are taken.`);
      }
      const chooser = el("input", { type: "file", accept: ".txt,.gz,text/plain", hidden: true, "aria-label": "A file with a text", onchange: () => part.try(open) });
      part.controls.append(chooser);
      part.button("Open a text", () => chooser.click());
      part.button("Lower case, no stops", () => part.set({ text: plain(part.values.text) }));
      part.button("Save text.txt", async () => part.save("text.txt", await text(), "text/plain"));
      part.button("Save vectors.txt", save);
      part.button("Save vectors.safetensors", async () => {
        const { all, hidden } = await learned(), half = words.length * hidden;
        part.saveTensors("vectors.safetensors", ["input", "output"].map((name, i) => ({ name, shape: [words.length, hidden], values: all.slice(i * half, (i + 1) * half) })), { words: words.join(" ") });
      });
      const long = { set: "bible", among: "noise", hidden: 50, window: 5, rate: 0.05, steps: 10, sample: 0.001, least: 5, words: "god king water son seven israel" };
      part.presets("Try", [
        ["As in the text", {}],
        ["8.3: noise", { among: "noise", rate: 0.1, steps: 300 }],
        ["8.3: noise, CBOW", { among: "noise", rate: 0.1, steps: 300, show: "1" }],
        ["The Bible’s beginning", long],
        ["Two dimensions", { hidden: 2 }],
        ["Window 1", { window: 1 }],
        ["Exercise 3", { text: "red flag\nblue flag\nred house\nold house\nblue house\nold cat\nold dog", steps: 300 }],
      ]);
      bar.prepend(part.controls.querySelector(".live-presets"));
      part.controls.style.marginTop = "1rem";
      const moreBits = el("p", { class: "live-bits" });
      part.bits.before(moreBits);
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

      // ---- Pictures
      const curve = book.curves(part, {
        words: "The losses", height: 300, x: () => unit().toLowerCase(), y: "J",
        series: colors => [
          { name: ways[0], color: colors.category(0), points: history.map(h => [h[0], h[1]]) },
          { name: ways[1], color: colors.category(1), dash: [6, 3], points: history.map(h => [h[0], h[2]]) },
          { name: "guessing", color: colors.soft, dash: [2, 3], points: history.length ? [[0, history[0][1]], [Math.max(10, history.at(-1)[0]), history[0][1]]] : [] },
        ],
        range: () => [[0, Math.max(10, history.at(-1)?.[0] ?? 0)], [0, 1.1 * Math.max(0.1, ...history.map(h => Math.max(h[1], h[2])).filter(Number.isFinite))]],
      });
      const plane = cloud(part, "The words' vectors", 312, 300, () => ({
        points: !shown ? [] : shown.drawn.map((number, i) => {
          const isAsked = shown.asked.includes(number);
          return { x: shown.places[2 * i], y: shown.places[2 * i + 1], name: words[number], color: isAsked ? 1 : 0, isBig: isAsked };
        }),
      }));
      const body = el("tbody"), caption = el("caption", { style: "text-align:left;font-weight:600" });
      part.stage.append(el("table", { style: "flex:0 1 36rem" }, caption,
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "word"), el("th", { scope: "col" }, "nearest, with the cosine"))), body));

      // ---- What is asked
      function numbers(values) {
        const names = values.words.split(/\s+/).filter(w => w).slice(0, 8);
        // As it stands in the text; or without the comma and the capital that a telephone gives it
        const found = names.map(name => { const bare = name.replace(/[,;]+$/, ""); return [name, bare, bare.toLowerCase()].map(w => words.indexOf(w)).find(i => i >= 0) ?? -1; });
        if (values.words.trim() === usual && found.includes(-1) || !names.length) return words.slice(0, 6).map((_, i) => i);
        const missing = names[found.indexOf(-1)];
        if (missing !== undefined) part.fail(`“${missing.slice(0, 40)}” is none of the ${words.length.toLocaleString("en")} words.`);
        return [...new Set(found.filter(i => i >= 0))];
      }
      const isSampled = () => part.values.among === "noise";
      const unit = () => isSampled() ? "Epoch" : "Step";

      // ---- Training
      async function begin() {
        await course.stop();
        const isLast = course.begin(), { values } = part;
        if (isSampled() && values.rate > 1) throw Error(`With noise each word takes steps of its own: a learning rate of at most 1, not ${values.rate}.`);
        if (values.set === "bible") part.say("The text comes, 0.1 MB …");
        const found = await part.ask("takeText", { text: await text().catch(error => refuse(error.message)), least: values.least });
        if (!isLast()) return;
        if (found.length < 5) refuse(`The text has ${found.length} different words that occur at least ${values.least} times; five are needed.`);
        const answer = await part.ask("begin", {
          isSampled: isSampled(), hidden: values.hidden, window: values.window, negatives: values.negatives, sample: values.sample,
          rate: values.rate, steps: values.steps, seed: values.seed,
        });
        if (!isLast()) return;
        if (answer.refused) refuse(answer.refused);
        words = found; history = []; diverged = ""; predictions = answer.predictions;
        take(await look());
      }
      /** Nothing can be learned, and nothing of what was learned before is left to be seen. */
      function refuse(sentence) {
        course.begin();
        shown = undefined; words = []; history = []; begun = "";
        caption.textContent = ""; body.replaceChildren();
        moreBits.replaceChildren();
        part.empty(curve, plane);
        throw Error(sentence);
      }
      function look() { return part.ask("look", { asked: numbers(part.values), way: Number(part.values.show) }); }
      function take(answer) {
        if (answer.diverged) { diverged = answer.diverged; part.fail(diverged); return; }
        shown = answer;
        for (const place of [...answer.curve, [answer.step, ...answer.losses]]) if (!history.length || place[0] > history.at(-1)[0]) history.push(place);
        while (history.length > 800) history = history.filter((_, i) => i % 2 === 0 || i === history.length - 1);
        const name = ways[answer.way], at = `${unit().toLowerCase()} ${answer.step.toLocaleString("en")}`;
        caption.textContent = `Nearest by the vectors of ${name}, ${at}`;
        body.replaceChildren(...answer.asked.map((number, i) => {
          const near = answer.nearest.slice(8 * i, 8 * i + 8), list = [];
          for (let j = 0; j < 8; j += 2) list.push(`${words[near[j]]} ${cosine(near[j + 1])}`);
          return el("tr", { "data-word": words[number] }, el("th", { scope: "row" }, words[number]), el("td", {}, list.join(", ")));
        }));
        const losses = answer.losses.map(book.short);
        curve.describe(`Mean loss of a prediction up to ${at}: skip-gram ${losses[0]}, CBOW ${losses[1]}; at first ${book.short(history[0][1])}.`);
        plane.describe(`The vectors of ${name} on the plane in which they lie widest: ${answer.drawn.map(number => words[number]).join(", ")}.`);
        curve.redraw(); plane.redraw();
        part.show({
          "Step or epoch": count(answer.step), "J of skip-gram": losses[0], "J of CBOW": losses[1], "Different words": count(words.length),
          "Predictions of skip-gram": count(predictions[0]), "Predictions of CBOW": count(predictions[1]),
        });
        part.say(`${unit()} ${count(answer.step)}: J of skip-gram ${losses[0]}, of CBOW ${losses[1]}.`);
        const { bits } = part;
        [moreBits, bits].forEach((line, i) => { part.bits = line; part.checksum(answer.checksums[i], command(i), undefined, Number.isFinite(answer.losses[i]) ? "" : "the loss here is no number"); });
      }
      async function walk(steps) {
        await course.stop();
        if (diverged || !shown || isSampled() && shown.step >= part.values.steps) return;
        await course.hear(part.ask("walk", { steps }));
      }
      async function run() {
        if (!shown || diverged || shown.step >= part.values.steps) await begin();
        if (!shown) return;
        await course.run("learn", { until: part.values.steps, isGentle: !part.isReduced && shown.step === 0, isQuiet: part.isReduced });
      }
      /** The terminal's. With noise the rate falls until the last epoch. */
      function command(i) {
        const { values } = part;
        if (isSampled() && !shown.step) return undefined;
        const words = [];
        const option = (name, value, usual) => { if (value !== usual) words.push(`--${name} ${value}`); };
        if (values.set !== "own" || values.text !== sentences) words.push("--corpus text.txt"); else if (isSampled()) words.push("--corpus Data/twelve-sentences.txt");
        if (i) words.push("--mode cbow");
        const usual = isSampled() ? [100, 5, 5, 0.025] : [6, 2, 1, 2];
        option("hidden", values.hidden, usual[0]); option("window", values.window, usual[1]); option("min-count", values.least, usual[2]);
        option("learning-rate", values.rate, usual[3]); option("seed", values.seed, 1);
        if (!isSampled()) return ["swift run word2vec toy", ...words, `--steps ${shown.step}`].join(" ");
        option("negatives", values.negatives, 5); option("sample", values.sample, 0.001); option("epochs", values.steps, 5);
        if (shown.step < values.steps) words.push(`--until ${shown.step}`);
        return ["swift run word2vec train", ...words].join(" ");
      }
      /** The vectors of both layers, one after the other. */
      async function learned() {
        if (!shown) throw Error("There are no vectors yet.");
        const all = await part.ask("vectors", Number(part.values.show));
        return { all, hidden: all.length / 2 / words.length };
      }
      /** As the original program's text format. */
      async function save() {
        const { all, hidden } = await learned();
        const lines = words.map((word, i) => [word, ...all.subarray(i * hidden, (i + 1) * hidden)].join(" "));
        part.save("vectors.txt", [`${words.length} ${hidden}`, ...lines, ""].join("\n"), "text/plain");
      }

      part.onchange = async values => {
        part.fail("");
        // What was typed is taken, whatever text was chosen before; a long one can only be learned with noise
        const isTyped = values.set !== "own" && pasted !== undefined && values.text !== pasted;
        pasted = values.text;
        if (isTyped) return part.set({ set: "own" });
        if (values.set === "file" && !opened) { await course.stop(); refuse("Press “Open a text” and choose a file: an address brings none along."); }
        if (values.set !== "own" && !isSampled()) return part.set({ ...long, set: values.set });
        const { show, words: _, ...rest } = values, key = JSON.stringify([rest, opened?.number]);
        if (key !== begun || !shown) { begun = key; return begin(); }
        await course.hear(look());
      };
      part.onrestart = () => { course.restarted(); return begin(); };
    },
    async "neighbors"(part) {
      part.guide("words (large) and the six nearest to each, by vectors learned from the chapter's text and flattened to a plane.",
        "type other words, or press another experiment.",
        "each keeps to its kind. On the plane far words may seem near; the cosines in the table do not deceive.");
      const all = await vectors(part), most = 6;
      let list = [], found, turn = 0;
      whole(part.text("words", "Words, up to six", "red france physics three", { rows: 1, most: 300 }), "14rem");
      part.presets("Try", [
        ["As in the text", {}], ["king dog water music north", { words: "king dog water music north" }],
        ["Family", { words: "father mother brother sister son daughter" }], ["Is “may” a month?", { words: "may july seven" }],
      ]);
      const picture = cloud(part, "Words and their nearest", 560, 400, () => ({
        points: !found ? [] : list.flatMap((number, i) => [number, ...found.groups[i].filter((_, j) => j % 2 === 0)].map((n, j) => {
          const at = 2 * ((most + 1) * i + j);
          return { x: found.places[at], y: found.places[at + 1], name: all.words[n], color: i % 4, isBig: j === 0 };
        })),
      }));
      const body = el("tbody");
      part.stage.append(el("table", { style: "flex:0 1 36rem" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "word"), el("th", { scope: "col" }, "nearest, with the cosine"))), body));
      part.onchange = async values => {
        part.fail("");
        const names = values.words.split(/[\s,;]+/).filter(w => w);
        if (!names.length || names.length > 6) throw Error(`${names.length || "No"} words; one to six are taken here.`);
        const numbers = names.map(word => numberOf(all, word));
        const mine = ++turn, answer = await part.ask("neighbors", { numbers, most });
        if (mine !== turn) return;
        [list, found] = [numbers, answer];
        const rows = list.map((number, i) => {
          const { groups: { [i]: near } } = found, words = [];
          for (let j = 0; j < near.length; j += 2) words.push(`${all.words[near[j]]} ${cosine(near[j + 1])}`);
          return [all.words[number], words.join(", ")];
        });
        body.replaceChildren(...rows.map(([word, text]) => el("tr", { "data-word": word }, el("th", { scope: "row" }, word), el("td", {}, text))));
        picture.describe(rows.map(([word, text]) => `${word} is near ${text}`).join("; ") + ".");
        picture.redraw();
        showBits(part, all);
        part.show({ "Words known": count(all.words.length) });
        part.say(`Nearest to ${rows[0][0]}: ${rows[0][1]}.`);
      };
      part.onrestart = async () => { letGo(); await vectors(part); return part.onchange(part.values); };
    },
    async "analogy"(part) {
      part.guide("● the three words asked, ■ the fourth corner b − a + c of their parallelogram, ▲ the words nearest to it.",
        "press another question, or type three words.",
        "which word is nearest to the fourth corner. In the table stands how near the given ones come, which are left out.");
      const all = await vectors(part), most = 5;
      let shown, turn = 0;
      whole(part.text("words", "a, b and c: what is to c as b is to a?", "paris france rome", { rows: 1, most: 200 }), "14rem");
      const asked = ["paris france berlin", "paris france madrid", "paris france tokyo", "man king woman", "man father woman", "he his she", "brother sister son",
        "france french spain", "germany german italy", "city cities country", "good better bad", "large larger small", "walk walked go", "take took give"];
      part.presets("Try", [["As in the text", {}], ...asked.map(words => [words, { words }])]);
      const picture = cloud(part, "The parallelogram of a, b and c", 560, 340, () => ({
        points: !shown ? [] : [...shown.names, "b − a + c", ...shown.answers.map(({ word }) => word)].map((name, i) => ({
          x: shown.places[i][0], y: shown.places[i][1], name, color: i < 3 ? 0 : i === 3 ? 2 : 1, isBig: i === 3 || i === 4,
        })),
        arrows: [[0, 1], [2, 3]],
      }));
      const body = el("tbody");
      part.stage.append(el("table", { style: "flex:0 1 20rem" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "nearest to b − a + c"), el("th", { scope: "col", class: "r" }, "cosine"), el("td", {}))), body));
      part.onchange = async values => {
        part.fail("");
        const names = values.words.split(/[\s,;]+/).filter(w => w);
        if (names.length !== 3) throw Error(`Expected three words a, b and c, found ${names.length}.`);
        const [a, b, c] = names.map(word => numberOf(all, word));
        const mine = ++turn, { corners, found } = await part.ask("analogy", { a, b, c, most: most + 3 });
        if (mine !== turn) return;
        const near = found.map(({ number, ...rest }) => ({ ...rest, word: all.words[number], isGiven: [a, b, c].includes(number) }));
        const answers = near.filter(({ isGiven }) => !isGiven).slice(0, most), last = near.indexOf(answers.at(-1));
        shown = { names: [a, b, c].map(i => all.words[i]), answers, places: [...corners, ...answers.map(({ place }) => place)] };
        body.replaceChildren(...near.slice(0, last + 1).map(({ word, value, isGiven }) =>
          el("tr", {}, el("th", { scope: "row" }, word), el("td", { class: "r" }, cosine(value)), el("td", {}, isGiven ? "given, left out" : ""))));
        const [x, y, z] = shown.names, said = `${y} − ${x} + ${z} is nearest to ${answers[0].word}, cosine ${cosine(answers[0].value)}; then ${answers.slice(1).map(({ word }) => word).join(", ")}.`;
        picture.describe(said); picture.redraw();
        showBits(part, all);
        part.show({ Found: answers[0].word, Cosine: cosine(answers[0].value) });
        part.say(said);
      };
      part.onrestart = async () => { letGo(); await vectors(part); return part.onchange(part.values); };
    },
    async "country-capital"(part) {
      return threePictures("country-capital")(part);
    },
    async "verb-tense"(part) {
      return threePictures("verb-tense")(part);
    },
    async "male-female"(part) {
      return threePictures("male-female")(part);
    },
  },
});
}
