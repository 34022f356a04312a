"use strict";
book.chapter({
  worker(swift) {
    const { exports: e } = swift;
    return {
      firstGuess() { e.firstGuess(); return swift.given(); },
      // Points, start and the frame of the picture: all that the ground needs.
      begin({ points, isStandardized, start, frame, rows, columns }) {
        const place = swift.put(points);
        e.takePoints(place, points.length / 2, isStandardized);
        swift.leave(place);
        const [mean, deviation, steep, flat, ...best] = swift.given();
        e.standAt(...start);
        const [b0, b1, w0, w1] = frame ?? this.frame(points, deviation, best, start, isStandardized);
        e.ground(b0, b1, w0, w1, rows, columns);
        const ground = swift.given();
        return {
          mean, deviation, steep, flat, best, frame: [b0, b1, w0, w1], ground,
          least: best.length ? e.height(...best) : 0, ...this.here(),
        };
      },
      // Wide enough for least J and start; about the best line as wide as the targets are scattered.
      frame(points, deviation, best, start, isStandardized) {
        const y = points.filter((_, i) => i % 2), x = points.filter((_, i) => i % 2 === 0);
        const spread = v => Math.sqrt(v.reduce((s, a) => s + a * a, 0) / v.length - (v.reduce((s, a) => s + a, 0) / v.length) ** 2);
        const sy = spread(y) || 1, sx = isStandardized ? 1 : spread(x) || deviation || 1;
        const [b, w] = best.length ? best : start;
        const half = isStandardized ? [4 * sy, 4 * sy] : [1.8 * sy, sy / sx];
        const reach = (middle, half, at) => {
          const low = Math.min(middle - half, at - half / 5), high = Math.max(middle + half, at + half / 5);
          return [low, high];
        };
        return [...reach(b, half[0], start[0]), ...reach(w, half[1], start[1])];
      },
      here() { const J = e.lookAround(); return { J, slopes: [...swift.given()], checksum: swift.hex(e.weightsChecksum()) }; },
      walk({ steps, rate }) {
        if (!e.walk(steps, rate)) return { diverged: String.fromCharCode(...swift.given()) };
        return { path: swift.given(), ...this.here() };
      },
    };
  },
  figures: {
    async "cost-surface"(part) {
      const el = book.el, size = 312, tall = 334, box = { x: 46, y: 8, width: 258, height: 262 };
      const rows = 96, columns = 96;
      const table = new TextDecoder().decode(await part.data("Data/anscombe.csv"))
        .trim().split("\n").slice(1).map(line => line.split(",").map(Number));
      const sets = Object.fromEntries(["I", "II", "III", "IV"].map((name, n) => [name, table.map(row => [row[n], row[n + 4]])]));
      const [b0, w0] = Array.from(await part.ask("firstGuess"), v => +v.toPrecision(9));

      // What is known: the points, what Swift said of them, the walk so far.
      let points = sets.I, known, path = [], diverged = "", turn = 0, isRunning = false, field = [2, 20, 2, 14];
      let drawnGround, frameFor = "";

      part.guide("in the first picture the error J of every line, by its intercept and slope: the darker, the smaller. The orange dot is your line, the cross the best one. The second has the points and both lines.",
        "press Run, or Step for one step of gradient descent; click on the surface to start elsewhere, drag a point, choose another experiment.",
        "with raw x the walk falls into the valley at once and then creeps along it; standardized it goes straight to the cross. With too large a rate it leaps from side to side.");
      // ---- Controls: the picture first, settings below it
      const bar = el("div", { class: "live-controls" });
      const button = (words, action, more) => { const b = part.button(words, action, more); bar.append(b); return b; };
      button("Step", () => { stop(); return walk(1); }, { "data-step": true });
      const runButton = button("Run", () => isRunning ? stop() : run(), { "data-run": true });
      button("Back to the start", () => known ? begin() : part.onchange(part.values));
      part.choice("x", "Input x", "raw", { raw: "raw", standardized: "standardized" });
      part.number("rate", "Learning rate α", 0.01, { min: 1e-9, max: 1e6 });
      part.number("steps", "Run to step", 3078, { min: 1, max: 100000, step: 1 });
      part.number("b", "Start: intercept b", b0, { min: -1e6, max: 1e6 }).style.width = "9.8rem";
      part.number("w", "Start: slope w", w0, { min: -1e6, max: 1e6 }).style.width = "9.8rem";
      part.choice("set", "Points", "I", { I: "Anscombe I", II: "Anscombe II", III: "Anscombe III", IV: "Anscombe IV", own: "your own" });
      const pasted = part.text("points", "Your points: x and y, a line each", "", { rows: 5, most: 20000 });
      const row = pasted.closest(".live-control");
      const fold = el("details", { style: "flex:1 1 100%" }, el("summary", { style: "cursor:pointer;padding:.3rem 0" }, "Paste points, or take them away as a file"), row);
      part.controls.append(fold);
      fold.append(el("p", { style: "margin:.4rem 0 0" }, part.button("Save points.csv", () => {
        if (!known) throw Error("There are no points yet.");
        part.save("points.csv", "x,y\n" + points.map(p => p.join(",")).join("\n") + "\n", "text/csv");
      })));
      const standardized = { x: "standardized", rate: 0.1, steps: 50, b: 0, w: 0 };
      part.presets("Try", [
        ["As in the text", {}], ["Standardized", standardized], ["Too large a rate", { rate: 0.022, steps: 200 }],
        ["Diverges", { rate: 0.03, steps: 100 }], ["One point astray", { ...standardized, set: "III" }],
        ["One point decides", { ...standardized, set: "IV" }],
      ]);
      bar.prepend(part.controls.querySelector(".live-presets"));
      part.numbers.style.cssText = "display:grid;grid-template-columns:repeat(auto-fill,minmax(6.6rem,1fr))";
      part.controls.style.marginTop = "1rem";
      part.element.prepend(bar, part.failed, part.stage, part.numbers, part.spoken);

      // ---- The ground
      const surface = part.canvas("J over intercept and slope", size, tall, (g, colors) => {
        if (!known) return;
        const at = part.axes(g, colors, box, known.frame.slice(0, 2), known.frame.slice(2), { x: "intercept b", y: "slope w" });
        paint(g, colors);
        g.save();
        g.beginPath(); g.rect(box.x, box.y, box.width, box.height); g.clip();
        contours(g, at);
        const place = ([b, w]) => [at.x(b), at.y(w)];
        const far = v => Math.max(-1e4, Math.min(1e4, v));
        const way = path.map(place).map(([x, y]) => [far(x), far(y)]);
        for (const [width, color] of [[4, "rgba(0,0,0,.45)"], [2, colors.category(1)]]) {
          g.lineWidth = width; g.strokeStyle = color; g.lineJoin = "round";
          g.beginPath(); for (const p of way) g.lineTo(...p); g.stroke();
        }
        if (way.length < 400) {
          g.fillStyle = colors.category(1);
          for (const [x, y] of way.slice(0, -1)) dot(g, x, y, 2.2);
        }
        // The next step, and where it leads
        const [x, y] = way[way.length - 1];
        if (!diverged) {
          const [b, w] = path[path.length - 1];
          const next = place([b - part.values.rate * known.slopes[0], w - part.values.rate * known.slopes[1]]).map(far);
          if (Math.hypot(next[0] - x, next[1] - y) > 3) arrow(g, x, y, ...next, "#fff");
        }
        if (known.best.length) cross(g, ...place(known.best));
        g.fillStyle = colors.category(1); g.strokeStyle = "#fff"; g.lineWidth = 2;
        dot(g, x, y, 6); g.stroke();
        mark(g, surface.cross?.());
        g.restore();
        legend(g, colors, ["○ you", "× least J", "→ next step"]);
      });
      const line = part.canvas("The points and the line", size, tall, (g, colors) => {
        if (!known) return;
        const at = part.axes(g, colors, box, field.slice(0, 2), field.slice(2), { x: "x", y: "y" });
        g.save();
        g.beginPath(); g.rect(box.x, box.y, box.width, box.height); g.clip();
        const z = ([b, w], x) => b + w * (x - known.mean) / known.deviation;
        const draw = (model, color, width, dash) => {
          g.setLineDash(dash); g.strokeStyle = color; g.lineWidth = width;
          const far = v => Math.max(-1e4, Math.min(1e4, v));
          book.line(g, at.x(field[0]), far(at.y(z(model, field[0]))), at.x(field[1]), far(at.y(z(model, field[1]))));
          g.setLineDash([]);
        };
        const now = path[path.length - 1];
        g.strokeStyle = colors.soft; g.lineWidth = 1;
        for (const [x, y] of points) book.line(g, at.x(x), at.y(y), at.x(x), Math.max(-1e4, Math.min(1e4, at.y(z(now, x)))));
        if (known.best.length) draw(known.best, colors.category(2), 1.5, [5, 4]);
        draw(now, colors.category(1), 2.5, []);
        for (const [x, y] of points) {
          g.fillStyle = colors.category(0); g.strokeStyle = colors.paper; g.lineWidth = 1.5;
          dot(g, at.x(x), at.y(y), 5); g.stroke();
        }
        mark(g, line.cross?.());
        g.restore();
        legend(g, colors, ["— the line", "- - best line", "| errors"]);
      });

      part.stage.append(el("p", { style: "margin:0;color:var(--f-soft);flex:1 1 100%" },
        "Beside the surface a click makes a point; a point can be dragged, and is gone when it is dragged out of the axes."));

      function paint(g, colors) {
        const { ground } = known;
        let low = Infinity, high = 0;
        for (const J of ground) if (J < Infinity) { low = Math.min(low, J); high = Math.max(high, J); }
        // On a logarithmic scale; a J of almost nothing would take all of it.
        low = Math.max(low, high / 1e4);
        const scale = Math.log(high / low) || 1;
        g.save(); g.beginPath(); g.rect(box.x, box.y, box.width, box.height); g.clip();
        part.raster(g, ground, columns, box.x, box.y, box.width, box.height, J => colors.cividis(Math.log(Math.max(J, low) / low) / scale));
        g.restore();
      }
      /** Lines of equal J through the cells' middles. */
      function contours(g, at) {
        const { ground } = known, finite = ground.filter(Number.isFinite);
        const high = Math.max(...finite), low = Math.min(...finite);
        const w = box.width / columns, h = box.height / rows;
        g.strokeStyle = "rgba(255,255,255,.35)"; g.lineWidth = 1;
        for (let power = Math.floor(Math.log10(high)); 10 ** power * 5 > low && power > Math.log10(high) - 5; power--) {
          for (const level of [1, 2, 5].map(f => f * 10 ** power)) {
            if (level <= low || level >= high) continue;
            g.beginPath();
            for (let i = 0; i + 1 < rows; i++) for (let j = 0; j + 1 < columns; j++) {
              const c = [ground[i * columns + j], ground[i * columns + j + 1], ground[(i + 1) * columns + j + 1], ground[(i + 1) * columns + j]];
              const corner = [[j, i], [j + 1, i], [j + 1, i + 1], [j, i + 1]], cut = [];
              for (let k = 0; k < 4; k++) {
                const a = c[k], b = c[(k + 1) % 4];
                if (a < level === b < level) continue;
                const t = (level - a) / (b - a), [p, q] = [corner[k], corner[(k + 1) % 4]];
                cut.push([box.x + (p[0] + (q[0] - p[0]) * t + .5) * w, box.y + (p[1] + (q[1] - p[1]) * t + .5) * h]);
              }
              for (let k = 0; k + 1 < cut.length; k += 2) { g.moveTo(...cut[k]); g.lineTo(...cut[k + 1]); }
            }
            g.stroke();
          }
        }
      }
      function legend(g, colors, words) {
        g.fillStyle = colors.soft; g.font = "12px system-ui, sans-serif"; g.textAlign = "center"; g.textBaseline = "bottom";
        g.fillText(words.join("    "), box.x + box.width / 2, tall - 4);
      }

      // ---- The walk
      async function begin({ keepsFrame = false } = {}) {
        stop();
        const mine = ++turn, { values } = part;
        const isStandardized = values.x === "standardized", start = [values.b, values.w];
        const answer = await part.ask("begin", {
          points: Float32Array.from(points.flat()), isStandardized, start, rows, columns,
          frame: keepsFrame && frameFor === values.x ? known.frame : undefined,
        });
        if (mine !== turn) return;
        known = answer; frameFor = values.x;
        path = [start]; diverged = "";
        show();
      }
      /** Steps from here, if nothing else has begun meanwhile. */
      async function walk(steps) {
        if (diverged) return;
        if (!known) return part.onchange(part.values);
        const mine = turn, answer = await part.ask("walk", { steps, rate: part.values.rate });
        if (mine !== turn) return;
        if (answer.diverged) { diverged = answer.diverged[0].toUpperCase() + answer.diverged.slice(1) + "."; stop(); part.fail(diverged); }
        else {
          for (let i = 0; i < answer.path.length; i += 2) path.push([answer.path[i], answer.path[i + 1]]);
          Object.assign(known, { J: answer.J, slopes: answer.slopes, checksum: answer.checksum });
        }
        show();
      }
      async function run() {
        if (!known) return part.onchange(part.values);
        if (path.length > part.values.steps || diverged) await begin();
        isRunning = true;
        runButton.textContent = "Pause";
        const mine = turn;
        // First step by step, then ever more in a frame.
        while (isRunning && mine === turn && !diverged && path.length <= part.values.steps) {
          const left = part.values.steps + 1 - path.length;
          await walk(part.isReduced ? left : Math.min(left, Math.max(1, Math.floor(path.length / 40))));
          await new Promise(requestAnimationFrame);
        }
        if (mine === turn) stop();
      }
      function stop() { isRunning = false; runButton.textContent = "Run"; }

      function show() {
        const [b, w] = path[path.length - 1], step = path.length - 1, { rate } = part.values, { steep, flat } = known;
        surface.redraw(); line.redraw();
        part.show({
          Step: step.toLocaleString("en"), J: short(known.J), "Least J": known.best.length ? short(known.least) : "no single line",
          b: short(b), w: short(w), "∂J/∂b": short(known.slopes[0]), "∂J/∂w": short(known.slopes[1]),
          "Border 2/c of α": short(2 / steep), "1 − αc, steep": short(1 - rate * steep), "1 − αc, flat": short(1 - rate * flat),
        });
        surface.describe(`J over intercept and slope. You stand at b ${short(b)}, w ${short(w)}, J ${short(known.J)}`
          + (known.best.length ? `; least J ${short(known.least)} at b ${short(known.best[0])}, w ${short(known.best[1])}.` : "."));
        line.describe(`${points.length} points and the line z = ${short(b)} + ${short(w)} ${known.deviation === 1 && !known.mean ? "x" : "x̂"}.`);
        part.say(diverged || `Step ${step}: J is ${short(known.J)}, the line has intercept ${short(b)} and slope ${short(w)}.`);
        const { values } = part;
        const [file, x, y] = values.set === "own" ? ["points.csv", "x", "y"]
          : ["Data/anscombe.csv", ...["x", "y"].map(v => v + (1 + ["I", "II", "III", "IV"].indexOf(values.set)))];
        const how = (values.x === "raw" ? " --raw" : "") + (values.b || values.w ? ` --start=${values.b},${values.w}` : "");
        part.checksum(known.checksum, step > 0
          ? `swift run linear-regression train --data ${file} --inputs ${x} --target ${y}${how} --learning-rate ${rate} --epochs ${step}` : undefined,
        undefined, Number.isFinite(known.J) ? "" : "the loss here is no number");
      }

      // ---- Points by hand
      const inSurface = (x, y) => {
        const [b0, b1, w0, w1] = known.frame;
        return [b0 + (x - box.x) / box.width * (b1 - b0), w1 + (y - box.y) / box.height * (w0 - w1)];
      };
      const stand = (x, y) => { if (!known) return; const [b, w] = inSurface(x, y); part.set({ b: +b.toPrecision(4), w: +w.toPrecision(4) }); };
      part.pointer(surface, size, tall, { down: stand, move: stand }, "Puts the start of the descent: arrow keys move a cross, Space puts it.");
      const inField = (x, y) => [field[0] + (x - box.x) / box.width * (field[1] - field[0]), field[3] + (y - box.y) / box.height * (field[2] - field[3])];
      const isInside = (x, y) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
      const lines = list => list.map(p => p.join(" ")).join("\n");
      const write = list => {
        points = list;
        part.set({ set: "own", points: lines(list) });
      };
      const rounded = (x, y) => inField(x, y).map(v => +v.toFixed(field[1] - field[0] > 5 ? 2 : 4));
      const hand = book.handled(part, line, [size, tall], { points: () => points, isInside, made: rounded, write, reach: 14, most: 500, least: 2,
        place: ([x, y]) => [box.x + (x - field[0]) / (field[1] - field[0]) * box.width, box.y + (field[3] - y) / (field[3] - field[2]) * box.height] });

      function parse(text) {
        const found = [];
        text.split(/\r?\n/).forEach((line, n) => {
          const words = line.trim().split(/[\s,;]+/).filter(w => w);
          if (!words.length || n === 0 && words.every(w => !Number.isFinite(Number(w)))) return;
          const numbers = words.map(Number);
          if (numbers.length !== 2 || !numbers.every(v => Number.isFinite(v) && Math.abs(v) <= 1e6)) {
            throw Error(`Line ${n + 1}: expected two numbers x and y, found “${line.trim().slice(0, 40)}”.`);
          }
          found.push(numbers);
        });
        if (found.length > 500) throw Error(`${found.length.toLocaleString("en")} points; at most 500 are taken here.`);
        if (found.length < 2) throw Object.assign(Error("Two points are the least for a line."), { found });
        return found;
      }

      /** Of a text that cannot be read nothing is shown. */
      function read(text) {
        try { return parse(text); } catch (error) {
          stop(); turn++;
          points = error.found ?? [];
          known = undefined; path = []; diverged = "";
          part.empty(surface, line);
          throw error;
        }
      }

      let before = {};
      part.onchange = values => {
        part.fail("");
        const isNew = values.set !== before.set || values.x !== before.x;
        if (values.points !== before.points && values.points && before.set === values.set && values.set !== "own") {
          parse(values.points);
          before = { ...before, points: values.points };
          return part.set({ set: "own" });
        }
        if (values.set === "own" && !values.points && points.length) return part.set({ points: lines(points) });
        const stale = before;
        before = { ...values };
        if (values.set === "own") points = read(values.points);
        else points = sets[values.set];
        if (hand.dragged < 0) field = range(points);
        // A new start or a point being dragged leaves the ground's frame alone.
        const keeps = known && !isNew && (hand.dragged >= 0 || stale.points === values.points && isIn(values.b, values.w));
        return begin({ keepsFrame: keeps });
      };
      const isIn = (b, w) => b >= known.frame[0] && b <= known.frame[1] && w >= known.frame[2] && w <= known.frame[3];
      part.onrestart = () => { turn++; return points.length > 1 ? begin() : undefined; };

      /** Room around the points: Anscombe's sets share theirs. */
      function range(points) {
        const around = (values, low, high) => {
          const [a, b] = [Math.min(...values), Math.max(...values)], margin = (b - a) * 0.12 || 1;
          return a >= low && b <= high && b - a > (high - low) / 4 ? [low, high] : [a - margin, b + margin];
        };
        return [...around(points.map(p => p[0]), 2, 20), ...around(points.map(p => p[1]), 2, 14)];
      }
      function short(v) {
        if (!Number.isFinite(v)) return String(v);
        const size = Math.abs(v);
        return (size !== 0 && (size < 1e-3 || size >= 1e5) ? v.toExponential(2).replace("e+", "e") : v.toFixed(size < 1 ? 6 : 4)).replace("-", "−");
      }
      function dot(g, x, y, r) { g.beginPath(); g.arc(x, y, r, 0, 7); g.fill(); }
      function cross(g, x, y) {
        for (const [width, color] of [[5, "rgba(0,0,0,.55)"], [2.5, "#fff"]]) {
          g.lineWidth = width; g.strokeStyle = color;
          book.line(g, x - 5, y - 5, x + 5, y + 5); book.line(g, x - 5, y + 5, x + 5, y - 5);
        }
      }
      function mark(g, at) {
        if (!at) return;
        for (const [width, color] of [[3, "#fff"], [1.5, "#000"]]) {
          g.lineWidth = width; g.strokeStyle = color;
          book.line(g, at[0] - 9, at[1], at[0] + 9, at[1]); book.line(g, at[0], at[1] - 9, at[0], at[1] + 9);
        }
      }
      function arrow(g, x0, y0, x1, y1, color) {
        const turn = Math.atan2(y1 - y0, x1 - x0);
        for (const [width, paint] of [[3.5, "rgba(0,0,0,.5)"], [1.5, color]]) {
          g.lineWidth = width; g.strokeStyle = paint;
          book.line(g, x0, y0, x1, y1);
          for (const side of [2.6, -2.6]) book.line(g, x1, y1, x1 + 7 * Math.cos(turn + side), y1 + 7 * Math.sin(turn + side));
        }
      }
    },
  },
});
