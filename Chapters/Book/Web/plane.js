// What several chapters draw and take: points of the plane in classes, clicked, dragged or pasted; the ground below them;
// curves over the steps.
"use strict";
{
  const { el } = book;
  const rgb = css => [1, 3, 5].map(i => parseInt(css.length < 7 ? css[(i + 1) / 2].repeat(2) : css.slice(i, i + 2), 16));

  /** (class, 0…1) → the class's color over the paper, the stronger the surer. */
  book.shades = colors => {
    const paper = rgb(colors.paper), classes = [0, 1, 2, 3].map(k => rgb(colors.category(k)));
    return (k, sure) => paper.map((c, i) => c + (classes[k][i] - c) * 0.62 * Math.max(0, Math.min(1, sure || 0)));
  };

  /** columns × rows colors, smooth, in a box: color(i) → [red, green, blue], row by row from above. */
  const small = document.createElement("canvas");
  book.ground = (g, box, columns, rows, color) => {
    const image = new ImageData(columns, rows), { data } = image;
    for (let i = 0, to = 0; i < columns * rows; i++, to += 4) {
      const [red, green, blue] = color(i);
      data[to] = red; data[to + 1] = green; data[to + 2] = blue; data[to + 3] = 255;
    }
    small.width = columns; small.height = rows;
    small.getContext("2d").putImageData(image, 0, 0);
    g.imageSmoothingEnabled = true;
    g.drawImage(small, box.x, box.y, box.width, box.height);
  };

  /** A point's sign: a class has a form as well as a color. Hollow: not learned from. */
  book.sign = (g, colors, x, y, k, r, isHollow) => {
    g.beginPath();
    if (k === 0) g.arc(x, y, r, 0, 7);
    else if (k === 1) { g.moveTo(x, y - 1.25 * r); g.lineTo(x + 1.15 * r, y + 0.85 * r); g.lineTo(x - 1.15 * r, y + 0.85 * r); g.closePath(); }
    else if (k === 2) g.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
    else { g.moveTo(x, y - 1.3 * r); g.lineTo(x + 1.3 * r, y); g.lineTo(x, y + 1.3 * r); g.lineTo(x - 1.3 * r, y); g.closePath(); }
    g.lineWidth = isHollow ? 1.4 : 1.2;
    if (isHollow) { g.strokeStyle = colors.category(k); g.stroke(); return; }
    g.fillStyle = colors.category(k); g.strokeStyle = colors.paper; g.stroke(); g.fill();
  };

  /** Draws the line of one level through cells' middles; the part has set color and width. */
  book.contour = (g, values, cells, box, level) => {
    const w = box.width / cells, h = box.height / cells;
    g.beginPath();
    for (let i = 0; i + 1 < cells; i++) for (let j = 0; j + 1 < cells; j++) {
      const corner = [[j, i], [j + 1, i], [j + 1, i + 1], [j, i + 1]], c = corner.map(([x, y]) => values[y * cells + x]), cut = [];
      for (let k = 0; k < 4; k++) {
        const a = c[k], b = c[(k + 1) % 4];
        if (a < level === b < level) continue;
        const t = (level - a) / (b - a), [p, q] = [corner[k], corner[(k + 1) % 4]];
        cut.push([box.x + (p[0] + (q[0] - p[0]) * t + 0.5) * w, box.y + (p[1] + (q[1] - p[1]) * t + 0.5) * h]);
      }
      for (let k = 0; k + 1 < cut.length; k += 2) { g.moveTo(...cut[k]); g.lineTo(...cut[k + 1]); }
    }
    g.stroke();
  };

  /** A canvas of points with axes. field() → [x0, x1, y0, y1], labels() → [x, y]; points() → [[x, y, class, isHollow]…];
   *  ground(g, colors, box) below them, above(g, colors, at) on top. */
  book.plane = (part, { words, width = 312, height = 312, field, labels = () => ["x₁", "x₂"], points, ground, above = () => {} }) => {
    const box = { x: 44, y: 6, width: width - 56, height: height - 48 };
    // The points' signs, drawn anew when they or what they are drawn on change
    let layer, drawn = "";
    function signs(g, colors, at, list) {
      const { width, height } = g.canvas, now = [width, height, colors.paper, field(), list.join(";")].join("|");
      if (now !== drawn) {
        drawn = now;
        layer = new OffscreenCanvas(width, height);
        const g2 = layer.getContext("2d"), radius = list.length > 500 ? 2 : list.length > 200 ? 2.6 : list.length > 60 ? 3.4 : 5;
        g2.setTransform(g.getTransform());
        for (const isHollow of [true, false]) for (const p of list) if (!!p[3] === isHollow) book.sign(g2, colors, at.x(p[0]), at.y(p[1]), p[2], radius, isHollow);
      }
      g.save(); g.resetTransform(); g.drawImage(layer, 0, 0); g.restore();
    }
    const canvas = part.canvas(words, width, height, (g, colors) => {
      const list = points(), [x0, x1, y0, y1] = field();
      const at = part.axes(g, colors, box, [x0, x1], [y0, y1], { x: labels()[0], y: labels()[1] });
      g.save();
      g.beginPath(); g.rect(box.x, box.y, box.width, box.height); g.clip();
      ground?.(g, colors, box);
      if (list.length) signs(g, colors, at, list);
      above(g, colors, at);
      const cross = canvas.cross?.();
      if (cross) for (const [width, color] of [[3, "#fff"], [1.5, "#000"]]) {
        g.lineWidth = width; g.strokeStyle = color;
        book.line(g, cross[0] - 9, cross[1], cross[0] + 9, cross[1]); book.line(g, cross[0], cross[1] - 9, cross[0], cross[1] + 9);
      }
      g.restore();
      g.strokeStyle = colors.axis; g.lineWidth = 1; g.strokeRect(box.x, box.y, box.width, box.height);
    });
    const place = ([x, y]) => { const [x0, x1, y0, y1] = field(); return [box.x + (x - x0) / (x1 - x0) * box.width, box.y + (y1 - y) / (y1 - y0) * box.height]; };
    const value = (px, py) => { const [x0, x1, y0, y1] = field(); return [x0 + (px - box.x) / box.width * (x1 - x0), y1 + (py - box.y) / box.height * (y0 - y1)]; };
    const isInside = (px, py) => px >= box.x && px <= box.x + box.width && py >= box.y && py <= box.y + box.height;
    return Object.assign(canvas, { place, value, isInside, size: [width, height] });
  };

  /** What a hand does to points on a canvas: a tap makes one, beside another too; what is dragged moves, and is gone outside.
   *  points(); place(point) → its [x, y]; made(x, y, before) → the point there, that was `before`; write(points). Returns
   *  { dragged }, -1 where none is. */
  book.handled = (part, canvas, [width, height], { points, place, isInside, made, write, reach = 7, most, least }) => {
    const hand = { dragged: -1 };
    let touched = -1;
    const add = (x, y) => {
      if (points().length >= most) throw Error(`${most.toLocaleString("en")} points are the most that are taken here.`);
      hand.dragged = points().length;
      write([...points(), made(x, y)]);
      hand.dragged = -1;
    };
    const below = (x, y) => {
      const near = points().map((p, i) => { const [a, b] = place(p); return [Math.hypot(a - x, b - y), i]; }).sort((a, b) => a[0] - b[0])[0];
      return near && near[0] < reach && isInside(x, y) ? near[1] : -1;
    };
    part.pointer(canvas, width, height, {
      holds(x, y) { return below(x, y) >= 0; },
      down(x, y) { touched = below(x, y); },
      move(x, y, isTap) {
        if (isTap) return;
        if (touched >= 0) { hand.dragged = touched; touched = -1; }
        if (hand.dragged >= 0 && isInside(x, y)) write(points().map((p, i) => i === hand.dragged ? made(x, y, p) : p));
      },
      up(x, y, isTap) {
        const { dragged } = hand;
        hand.dragged = touched = -1;
        if (isTap && isInside(x, y)) return add(x, y);
        if (dragged < 0 || isInside(x, y)) return;
        if (points().length > least) write(points().filter((_, i) => i !== dragged)); else part.fail(`${least} point${least > 1 ? "s are" : " is"} the least.`);
      },
    }, "Makes points, and moves them: arrow keys move a cross, Space twice makes a point there; Space, arrow keys and Space move the one below the cross; outside the axes it is removed.");
    return hand;
  };

  /** Points of the reader's own, of so many classes: controls "brush" and "points", and what planes do with a pointer. The
   *  part has a choice "set" with the value "own". current() → [[x, y, class]…], what is learned from now. */
  book.ownPoints = (part, { names, most = 500, least = 2, far = 1000, digits = 2, current, inputs = ["x", "y"] }) => {
    const hands = [], own = { get isDragged() { return hands.some(h => h.dragged >= 0); } };
    part.choice("brush", "A click makes", "0", Object.fromEntries(names.map((name, k) => [k, `${"●▲■◆"[k]} ${name}`])));
    const pasted = part.text("points", `Your points: ${inputs.join(", ")} and class (0 to ${names.length - 1}), a line each`, "", { rows: 5, most: 20000 });
    own.buttons = el("p", { style: "display:flex;gap:.5rem;flex-wrap:wrap;margin:.5rem 0 0" },
      part.button("Save points.csv", () => {
        if (!current().length) throw Error("There are no points yet.");
        part.save("points.csv", [...inputs, "class"].join() + "\n" + current().map(p => p.slice(0, 3).join()).join("\n") + "\n", "text/csv");
      }));
    part.controls.append(el("details", { style: "flex:1 1 100%" },
      el("summary", { style: "cursor:pointer;padding:.3rem 0" }, "Paste points, or take something away as a file"),
      pasted.closest(".live-control"), own.buttons));

    own.parse = text => {
      const found = [];
      text.split(/\r?\n/).forEach((line, n) => {
        const words = line.trim().split(/[\s,;]+/).filter(w => w);
        if (!words.length || n === 0 && words.every(w => !Number.isFinite(Number(w)))) return;
        const [x, y, k = 0] = words.map(Number);
        if (words.length < 2 || words.length > 3 || ![x, y].every(v => Math.abs(v) <= far) || !(k in names)) {
          throw Error(`Line ${n + 1}: expected ${inputs.join(", ")} (up to ${far.toLocaleString("en")}) and a class from 0 to ${names.length - 1}, found “${line.trim().slice(0, 40)}”.`);
        }
        found.push([x, y, k]);
      });
      if (found.length > most) throw Error(`${found.length.toLocaleString("en")} points; at most ${most.toLocaleString("en")} are taken here.`);
      if (found.length < least) {
        throw Object.assign(Error(`${["No points", "One point"][found.length] ?? found.length + " points"}: at least ${least} are needed. Paste some, or click into the picture.`), { found });
      }
      return found;
    };
    /** The points of a text. Of one that cannot be read nothing is shown: nothing(the points that there are, if they are too few). */
    own.read = (text, nothing) => {
      try { return own.parse(text); } catch (error) { nothing(error.found ?? []); throw error; }
    };
    const shown = () => current().map(([x, y, k]) => [+x.toFixed(4), +y.toFixed(4), k]), lines = list => list.map(p => p.slice(0, 3).join(" ")).join("\n");
    own.write = list => {
      own.isByHand = true;
      part.set({ set: "own", points: lines(list) });
      own.isByHand = false;
    };
    // What was typed or pasted is taken, whatever set was chosen before; who chooses points of their own begins with those shown.
    let before = {};
    own.isTaken = values => {
      const isTyped = values.points && values.points !== before.points && values.set !== "own" && values.set === before.set;
      const isChosen = values.set === "own" && !values.points && current().length > 0;
      before = { ...values };
      if (isTyped) { own.parse(values.points); part.set({ set: "own" }); }
      if (isChosen) part.set({ points: lines(shown()) });
      return isTyped || isChosen;
    };
    own.listen = plane => {
      const rounded = (x, y, k) => [...plane.value(x, y).map(v => +v.toFixed(digits)), k];
      hands.push(book.handled(part, plane, plane.size, { ...plane, points: shown, write: own.write, most, least,
        made: (x, y, before) => rounded(x, y, before ? before[2] : Number(part.values.brush)) }));
    };
    return own;
  };

  /** Lines over a common x, whose name may be a function's answer: series() → [{ name, color, dash, points: [[x, y]…] }…]; range() → [[x0, x1], [y0, y1]]. */
  book.curves = (part, { words, width = 312, height = 190, x, y, series, range }) => {
    const box = { x: 50, y: 24, width: width - 68, height: height - 66 };
    return part.canvas(words, width, height, (g, colors) => {
      const [[x0, x1], [y0, y1]] = range();
      const at = part.axes(g, colors, box, [x0, x1], [y0, y1], { x: typeof x === "function" ? x() : x, y });
      let left = box.x;
      for (const { name, color, dash = [], points } of series(colors)) {
        g.strokeStyle = color; g.lineWidth = 2; g.lineJoin = "round"; g.setLineDash(dash);
        g.save();
        g.beginPath(); g.rect(box.x, box.y, box.width, box.height); g.clip();
        g.beginPath();
        for (const [a, b] of points) if (Number.isFinite(b)) g.lineTo(at.x(a), Math.max(-1e4, at.y(b)));
        g.stroke();
        if (points.length === 1) { g.beginPath(); g.arc(at.x(points[0][0]), at.y(points[0][1]), 2, 0, 7); g.stroke(); }
        g.restore();
        book.line(g, left, 11, left + 22, 11);
        g.setLineDash([]);
        g.fillStyle = colors.text; g.textAlign = "left"; g.textBaseline = "middle"; g.font = "12px system-ui, sans-serif";
        g.fillText(name, left + 27, 11);
        left += 42 + g.measureText(name).width;
      }
    });
  };

  /** How wide a canvas may be that keeps its size on this screen. */
  book.roomOf = part => Math.max(280, (part.figure.clientWidth || 660) - 32);

  /** A number as the page writes it. */
  book.short = v => (Number.isFinite(v) ? v.toFixed(4) : String(v)).replace("-", "−");
  book.percent = v => (100 * v).toFixed(1) + " %";
}
