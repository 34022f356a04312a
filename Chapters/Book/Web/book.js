// What brings a chapter's figures to life. A chapter's Live/live.js calls book.chapter({ worker, figures }) once;
// Chapters/Book/README.md says how.
"use strict";
const book = (() => {
  // ---- In the worker: this function's text and that of the chapter's `worker`, nothing else.
  function serve(make) {
    let instance, handlers, stderr = "";
    const loops = new Map();
    const wasm = () => instance.exports;
    const bytes = () => new Uint8Array(wasm().memory.buffer);
    const swift = {
      get exports() { return wasm(); },
      /** Copies a typed array to Swift's memory; swift.leave(pointer) gives the room back. */
      put(array) {
        const place = wasm().room(array.byteLength);
        bytes().set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), place);
        return place;
      },
      leave(place) { wasm().leave(place); },
      /** A copy of numbers in Swift's memory. */
      floats(place, count) { return new Float32Array(wasm().memory.buffer.slice(place, place + 4 * count)); },
      bytes(place, count) { return new Uint8Array(wasm().memory.buffer.slice(place, place + count)); },
      /** A copy of what Swift gave last, by give([Float]). */
      given() { return this.floats(wasm().given(), wasm().givenCount()); },
      /** Sixteen digits of a UInt64. */
      hex(value) { return BigInt.asUintN(64, value).toString(16).padStart(16, "0"); },
      utf8(text) { return new TextEncoder().encode(text); },
    };
    const buffers = value => {
      const found = new Set(), seen = v => {
        if (ArrayBuffer.isView(v)) found.add(v.buffer);
        else if (v && typeof v === "object") Object.values(v).forEach(seen);
      };
      seen(value);
      return [...found];
    };
    const send = message => postMessage(message, buffers(message.value));
    const fail = (id, error) => {
      const trapped = error instanceof WebAssembly.RuntimeError;
      send({ id, kind: "failed", trapped, value: trapped ? stderr.trim() || "the program stopped" : String(error.message ?? error) });
    };
    // Loops take turns of some milliseconds, so that messages get through.
    const channel = new MessageChannel();
    let isTurning = false;
    const turn = () => { if (!isTurning && loops.size) { isTurning = true; channel.port2.postMessage(0); } };
    channel.port1.onmessage = () => {
      isTurning = false;
      for (const [id, loop] of loops) {
        try {
          const end = performance.now() + 12 / loops.size;
          let next;
          do { next = loop.steps.next(); } while (!next.done && performance.now() < end);
          const value = () => typeof next.value === "function" ? next.value() : next.value;
          if (next.done) { loops.delete(id); send({ id, kind: "done", value: value() }); }
          else if (loop.isAwaited && next.value !== undefined) { loop.isAwaited = false; send({ id, kind: "progress", value: value() }); }
        } catch (error) { loops.delete(id); fail(id, error); }
      }
      turn();
    };
    onmessage = ({ data: { id, kind, name, value } }) => {
      try {
        if (kind === "begin") {
          let memory;
          instance = new WebAssembly.Instance(value, { env: {
            grow: pages => { try { return memory.grow(pages); } catch { return -1; } },
            put: byte => { stderr = (stderr + String.fromCharCode(byte)).slice(-500); },
          } });
          memory = instance.exports.memory;
          handlers = { *decode({ code, count, width }) {
            const place = swift.put(code);
            wasm().takeCode(place, code.length, width, count);
            swift.leave(place);
            while (wasm().readCode()) yield;
            const bytes = swift.bytes(wasm().decoded(), count);
            wasm().leaveCode();
            return bytes;
          }, ...make(swift) };
          send({ id, kind: "done", value: !!instance.exports.fuses(2 ** -12) });
        } else if (kind === "ask") {
          send({ id, kind: "done", value: handlers[name](value) });
        } else if (kind === "run") {
          loops.set(id, { steps: handlers[name](value), isAwaited: true });
          turn();
        } else if (kind === "seen") {
          const loop = loops.get(id);
          if (loop) loop.isAwaited = true;
        } else if (kind === "stop") {
          const loop = loops.get(id);
          if (loops.delete(id)) {
            const last = loop.steps.return();
            send({ id, kind: "done", value: typeof last.value === "function" ? last.value() : last.value });
          }
        }
      } catch (error) { fail(id, error); }
    };
  }

  // ---- In the page

  const here = document.currentScript?.src ?? "";
  let chapter, machine;
  const arrived = new Map();  // file -> what waits for it, or its bytes

  /** The files beside this script hand over their content by this: gzip of so many bytes, in letters; and how these are
   *  coded, if so. */
  function deliver(name, count, coded, letters) { arrived.get(name)?.resolve({ count, coded, letters }); }

  async function unpack({ count, coded, letters }) {
    if (typeof DecompressionStream === "undefined") throw Error("This browser is too old to unpack the data.");
    const packed = new Uint8Array(2 * letters.length + 2);
    for (let i = 0, place = 0, bits = 0, held = 0; i < letters.length; i++) {
      const letter = letters.charCodeAt(i), isHalf = letter >> 12 === 13, more = isHalf ? 15 : 16;
      bits = (bits & (1 << held) - 1) << more | (isHalf ? 13 << 11 | letter & 2047 : letter);
      for (held += more; held >= 8; held -= 8) packed[place++] = bits >> held - 8;
    }
    const stream = new Blob([packed.subarray(0, count)]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return coded.length ? decoded(bytes, ...coded) : bytes;
  }

  /** What the chapter's program makes of a code: so many bytes, of numbers of `size` bytes, first the first ones of all. */
  let decoding = Promise.resolve();  // one after the other
  function decoded(code, count, width, size) {
    return decoding = decoding.catch(() => {}).then(async () => {
      const machine = begin();
      await machine.ready;
      const bytes = await machine.call("run", "decode", { code, count, width }).done;
      return size === 1 ? bytes : bytes.map((_, i) => bytes[i % size * (count / size) + Math.floor(i / size)]);
    });
  }

  /** The bytes of a file that the book brings along; the same promise for every call. */
  function file(name) {
    if (!arrived.has(name)) {
      const entry = {};
      entry.bytes = new Promise((resolve, reject) => {
        entry.resolve = resolve;
        const script = document.createElement("script");
        script.src = new URL(name + ".js", here);
        script.onerror = () => reject(Error("The file " + name + ".js is missing beside the page."));
        document.head.append(script);
      }).then(unpack).catch(error => { arrived.delete(name); throw error; });
      arrived.set(name, entry);
    }
    return arrived.get(name).bytes;
  }

  /** The same program for a browser without relaxed SIMD: a·b + c by a product and a sum. The third number waits in a
   *  local variable that each function is given for it. */
  function unfused(bytes) {
    let at = 8;
    const number = () => { let n = 0; for (let shift = 0; ; shift += 7) { const b = bytes[at++]; n += (b & 127) * 2 ** shift; if (b < 128) return n; } };
    const skip = count => { while (count--) while (bytes[at++] > 127); };
    const coded = n => { const list = []; do { list.push(n % 128 + (n > 127 ? 128 : 0)); n = Math.floor(n / 128); } while (n); return list; };
    const immediates = op => {
      if (op === 0x0e) skip(number() + 1);  // br_table
      else if (op === 0x1c) skip(number());  // select of types
      else if (op === 0x11 || op >= 0x28 && op <= 0x3e) skip(2);  // call_indirect; loads and stores
      else if (op === 0x43) at += 4;
      else if (op === 0x44) at += 8;
      else if (op >= 0x02 && op <= 0x04 || op === 0x0c || op === 0x0d || op === 0x10 || op >= 0x20 && op <= 0x26
        || op >= 0x3f && op <= 0x42 || op === 0xd0 || op === 0xd2) skip(1);
      else if (op === 0xfc) { const n = number(); skip(n < 8 ? 0 : [8, 10, 12, 14].includes(n) ? 2 : 1); }
    };
    const parameters = [], types = [], parts = [bytes.subarray(0, 8)];
    while (at < bytes.length) {
      const head = at, id = bytes[at++], size = number(), end = at + size;
      if (id === 1) {
        for (let n = number(); n--;) { at++; const count = number(); parameters.push(count); at += count; skip(number()); }
      } else if (id === 3) {
        for (let n = number(); n--;) types.push(number());
      } else if (id === 10) {
        const bodies = [], count = number();
        for (let f = 0; f < count; f++) {
          const stop = number() + at, groups = number(), first = at;
          let locals = parameters[types[f]];
          for (let n = groups; n--; at++) locals += number();
          const spare = coded(locals), body = [...coded(groups + 1), ...bytes.subarray(first, at), 1, 0x7b];
          while (at < stop) {
            const start = at, op = bytes[at++];
            if (op !== 0xfd) immediates(op);
            else {
              const n = number();
              if (n === 0x105) { body.push(0x21, ...spare, 0xfd, 0xe6, 1, 0x20, ...spare, 0xfd, 0xe4, 1); continue; }
              if (n < 12 || n === 92 || n === 93) skip(2); else if (n < 14) at += 16; else if (n > 20 && n < 35) at++;
              else if (n > 83 && n < 92) { skip(2); at++; }
            }
            for (let i = start; i < at; i++) body.push(bytes[i]);
          }
          bodies.push(...coded(body.length)); for (const byte of body) bodies.push(byte);
        }
        const content = [...coded(count)];
        for (const byte of bodies) content.push(byte);
        parts.push(Uint8Array.from([id, ...coded(content.length)]), Uint8Array.from(content));
      }
      if (id !== 10) parts.push(bytes.subarray(head, end));
      at = end;
    }
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    for (const part of parts) { whole.set(part, place); place += part.length; }
    return whole;
  }

  /** The worker with the chapter's Swift, begun when it is first asked for. */
  class Machine {
    calls = new Map();
    last = 0;
    constructor() { this.ready = this.begin(); }
    async begin() {
      if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
        throw Error("This browser has no WebAssembly: the picture does not move.");
      }
      this.fuses = true;
      const text = `(${serve})(({ ${chapter.worker} }).worker)`;
      const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      this.worker = new Worker(address);
      this.worker.onmessage = ({ data }) => this.hear(data);
      this.worker.onerror = event => { for (const call of this.calls.values()) call.reject(Error(event.message)); };
      const bytes = await file(chapter.id + "-swift");
      const module = await WebAssembly.compile(bytes).catch(error => {
        if (error instanceof WebAssembly.CompileError) return WebAssembly.compile(unfused(bytes));
        throw error;
      });
      this.fuses = await this.call("begin", "", module).done.finally(() => URL.revokeObjectURL(address));
    }
    call(kind, name, value, progress) {
      const id = ++this.last;
      const call = { progress };
      const done = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
      this.calls.set(id, call);
      this.worker.postMessage({ id, kind, name, value });
      return { done, stop: () => this.worker.postMessage({ id, kind: "stop" }) };
    }
    hear({ id, kind, value, trapped }) {
      const call = this.calls.get(id);
      if (kind === "progress") {
        // Drawn once a frame, or when the loop has ended before; what was computed between is not drawn at all.
        call.draw = () => { call.draw = undefined; call.progress(value); };
        requestAnimationFrame(() => {
          call.draw?.();
          this.worker.postMessage({ id, kind: "seen" });
        });
        return;
      }
      this.calls.delete(id);
      if (kind === "done") { call.draw?.(); return call.resolve(value); }
      call.draw = undefined;
      const error = Error(value);
      call.reject(error);
      if (trapped) this.fall(error);
    }
    /** The program stopped: a new one begins, with nothing learned. If that stops at once too, it waits to be asked. */
    fall(error) {
      this.worker.terminate();
      for (const call of this.calls.values()) { call.draw = undefined; call.reject(error); }
      machine = undefined;
      const again = performance.now() - fallen < 3000;
      fallen = performance.now();
      for (const part of parts) part.restarted(again);
    }
  }
  let fallen = -Infinity;  // when the program stopped last
  function begin() { return machine ??= new Machine(); }

  // ---- The page's parts

  const parts = [];
  const isReduced = matchMedia("(prefers-reduced-motion: reduce)");
  const isDark = matchMedia("(prefers-color-scheme: dark)");

  /** An element: el("p", { class: "note", onclick: f }, "words", child). */
  function el(tag, attributes = {}, ...children) {
    const svg = /^(svg|g|path|line|circle|rect|text|polyline|title|desc)$/.test(tag);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  }

  const mix = (a, b, t) => a.map((x, i) => Math.round(x + (b[i] - x) * t));
  const anchors = {
    cividis: "00204d 00336f 39486b 575c6d 707173 8a8779 a69d75 c4b56c e4cf5b ffea46",
    diverging: "08519c 6baed6 f7f7f7 fdae6b a63603",
    ink: "ffffff 111111",
    gray: "111111 ffffff",
  };
  const maps = {};
  for (const [name, list] of Object.entries(anchors)) {
    const stops = list.split(" ").map(h => [0, 2, 4].map(i => parseInt(h.slice(i, i + 2), 16)));
    /** [red, green, blue] at 0…1. */
    maps[name] = level => {
      const place = Math.min(1, Math.max(0, level || 0)) * (stops.length - 1);
      const below = Math.min(stops.length - 2, Math.floor(place));
      return mix(stops[below], stops[below + 1], place - below);
    };
  }

  /** The figures' colors, as the page has them now: paper, text, soft, axis, grid, category(i), tint(i), maps. */
  function colors() {
    const style = getComputedStyle(document.documentElement);
    const known = {}, css = name => known[name] ??= style.getPropertyValue("--" + name).trim();
    return {
      paper: css("f-paper"), text: css("f-ink"), soft: css("f-soft"), axis: css("f-axis"), grid: css("f-grid"),
      category: i => css("c" + (i % 8)), tint: i => css("t" + (i % 8)), ...maps,
    };
  }

  class Part {
    values = {};
    /** Called after a setting has changed: by a control, a preset, Reset or the address. */
    onchange = () => {};
    /** Called when the Swift program had to be begun anew: everything learned is gone. */
    onrestart = () => {};
    settings = new Map();

    constructor(figure, name) {
      this.figure = figure;
      this.name = name;
      this.picture = figure.querySelector(".drawn");
      this.controls = el("form", { class: "live-controls", onsubmit: event => event.preventDefault() });
      this.stage = el("div", { class: "live-stage" });
      this.numbers = el("dl", { class: "live-numbers" });
      this.spoken = el("p", { class: "live-said", "aria-hidden": "true" });
      this.heard = el("p", { class: "live-heard", role: "status", "aria-live": "polite" });
      this.failed = el("p", { class: "live-failed", role: "alert" });
      this.bits = el("p", { class: "live-bits" });
      this.absent = el("p", { class: "live-bits" });
      this.element = el("div", { class: "live", role: "group", "aria-label": figure.dataset.words ?? name },
        this.controls, this.failed, this.stage, this.numbers, this.spoken, this.heard, this.bits, this.absent);
    }

    // Swift
    /** Asks the worker's handler and promises its answer. */
    async ask(name, value) {
      const machine = begin();
      await machine.ready;
      return machine.call("ask", name, value).done;
    }
    /** Runs the worker's generator in slices. { done: promise of what it returned or last yielded, stop() }. */
    run(name, value, progress = () => {}) {
      let call, isStopped = false;
      const machine = begin();
      const done = machine.ready.then(() => {
        if (isStopped) return undefined;
        call = machine.call("run", name, value, news => this.try(() => progress(news)));
        return call.done;
      });
      return { done, stop() { isStopped = true; call?.stop(); } };
    }
    /** A loop of the worker that a button begins and stops. take(answer) hears its news, its end, and by look() where it was
     *  stopped; nothing of what was asked before a new beginning. */
    course(button, take, look) {
      const part = this, words = button.textContent;
      let turn = 0, loop;
      const still = (mine = turn) => () => mine === turn;
      const hears = (heard, isLast = still()) => answer => { if (!isLast() || !answer) return undefined; heard(answer); return answer; };
      const over = () => { loop = undefined; button.textContent = words; };
      return {
        get isRunning() { return !!loop; },
        /** A new beginning; the answer, like that of still(), tells whether it is the last one. */
        begin() { turn++; return still(); },
        still,
        restarted() { turn++; over(); },
        /** Takes what is promised. */
        async hear(promise) { const heard = hears(take); heard(await promise); },
        /** Until its end, whose answer is taken and returned; news are not heard where motion is reduced. */
        async run(name, value, news = take) {
          const heard = hears(take), progress = hears(news), started = loop = part.run(name, value, answer => { if (!part.isReduced) progress(answer); });
          button.textContent = "Pause";
          return heard(await started.done.finally(() => { if (loop === started) over(); }));
        },
        async stop() {
          if (!loop) return;
          const stopped = loop, heard = hears(take);
          over();
          stopped.stop();
          await stopped.done.catch(() => {});
          heard(await look());
        },
      };
    }
    /** Whether a·b + c is rounded once here, as in the terminal. */
    get fuses() { return machine?.fuses ?? true; }
    /** The bytes of a file of the repository, such as "Data/anscombe.csv"; a .gz is unpacked. A number after it is for the
     *  book: it brings only so many bytes along. */
    data(path) { return file("data-" + path.replace(/[^A-Za-z0-9]+/g, "-")); }
    restarted(again) {
      this.fail(again ? "The program stopped twice: choose a preset or another setting." : "The program stopped and begins anew.");
      if (!again) this.try(() => this.onrestart());
    }

    // Controls: each has a label, a name in the address, and a value in part.values.
    add(name, label, input, read, put, value) {
      const id = `${this.name}-${name}`;
      input.id = id;
      const write = value => { put(value); input.removeAttribute("aria-invalid"); };
      this.values[name] = value;
      this.settings.set(name, { value, read, write, input, label });
      write(value);
      input.addEventListener("change", () => {
        const value = read();
        input.toggleAttribute("aria-invalid", value === undefined);
        if (value === undefined) return this.fail(`${label}: ${input.validationMessage || "this is no number"}`);
        this.fail("");
        this.set({ [name]: value });
      });
      const most = input.maxLength;
      if (most > 0) input.addEventListener("paste", event => {
        const [from, to] = [input.selectionStart, input.selectionEnd], pasted = event.clipboardData?.getData("text") ?? "";
        const count = input.value.length - (to - from) + pasted.length;
        if (count <= most) return;
        event.preventDefault();
        this.fail(`${label}: ${count.toLocaleString("en")} letters with what was pasted; at most ${most.toLocaleString("en")} are taken.`);
      });
      const words = el("label", { for: id }, label);
      const row = el("div", { class: "live-control" }, ...(input.type === "checkbox" ? [input, words] : [words, input]));
      this.controls.append(row);
      return input;
    }
    number(name, label, value, { min, max, step = "any" } = {}) {
      // A telephone's keys for decimals may have no minus
      const input = el("input", { type: "number", min, max, step, required: true, inputmode: min >= 0 && "decimal" });
      const read = () => input.validity.valid && input.value !== "" ? input.valueAsNumber : undefined;
      return this.add(name, label, input, read, v => { input.value = v; }, value);
    }
    slider(name, label, value, { min, max, step }) {
      const input = el("input", { type: "range", min, max, step });
      const output = el("output", {});
      const show = () => { output.value = input.value; input.setAttribute("aria-valuetext", input.value); };
      const made = this.add(name, label, input, () => input.valueAsNumber, v => { input.value = v; show(); }, value);
      input.addEventListener("input", () => { show(); this.set({ [name]: input.valueAsNumber }); });
      input.previousElementSibling.append(" ", output);
      return made;
    }
    /** @param options a list of words, or { value: words } */
    choice(name, label, value, options) {
      const list = Array.isArray(options) ? options.map(o => [o, o]) : Object.entries(options);
      const input = el("select", {}, ...list.map(([value, words]) => el("option", { value }, words)));
      return this.add(name, label, input, () => input.value, v => { input.value = v; }, value);
    }
    check(name, label, value) {
      const input = el("input", { type: "checkbox" });
      return this.add(name, label, input, () => input.checked, v => { input.checked = v; }, value);
    }
    /** Lines that a reader may paste into; what is kept no preset changes, nor a reset. */
    text(name, label, value, { rows = 4, most = 20000, isKept = false } = {}) {
      const isLine = rows === 1, input = el("textarea", { rows, maxlength: most, spellcheck: "false", enterkeyhint: isLine && "done", autocapitalize: isLine && "none" });
      // Of one row Enter takes what was typed, as it does in a field for a number
      if (isLine) input.addEventListener("keydown", event => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        input.blur(); input.focus({ preventScroll: true });
      });
      this.add(name, label, input, () => input.value.slice(0, most), v => { input.value = v; }, value);
      this.settings.get(name).isKept = isKept;
      return input;
    }
    button(label, action, attributes = {}) {
      const made = el("button", { type: "button", ...attributes, onclick: () => this.try(action) }, label);
      this.controls.append(made);
      return made;
    }
    /** A row of buttons that set what the text speaks of: [["As in the text", { rate: 0.1 }], …]; all else to its default. */
    presets(label, list) {
      const row = el("div", { class: "live-presets", role: "group", "aria-label": label }, el("span", {}, label));
      for (const [words, values] of list) {
        row.append(el("button", { type: "button", onclick: () => this.try(() => this.set({ ...this.defaults, ...values })) }, words));
      }
      this.controls.prepend(row);
    }
    /** What a reader sees here, does, and looks for: above the picture, in place of its caption, which was the figure's. */
    guide(seen, done, sought) {
      this.guided = el("p", { class: "live-guide" }, ...[["What it shows", seen], ["What to do", done], ["What to look for", sought]]
        .map(([words, text]) => el("span", {}, el("b", {}, words + ": "), text)));
    }
    get defaults() { return Object.fromEntries([...this.settings].map(([name, s]) => [name, s.isKept ? this.values[name] : s.value])); }
    reset() { this.set(this.defaults); }
    /** Changes settings, their controls, the address; then calls onchange. */
    set(values) {
      for (const [name, value] of Object.entries(values)) {
        const setting = this.settings.get(name);
        if (!setting) continue;
        this.values[name] = value;
        if (setting.input !== document.activeElement || setting.read() !== value) setting.write(value);
      }
      this.writeAddress();
      this.try(() => this.onchange(this.values));
    }
    /** #figure?name=value&…, what differs from the defaults alone. */
    writeAddress() {
      const query = new URLSearchParams(), short = ([name, { input }]) => input.tagName === "TEXTAREA" && this.values[name].length > 400 ? packed(this.values[name]) : this.values[name];
      const changed = [...this.settings].filter(([name, { value }]) => this.values[name] !== value).map(entry => [entry[0], short(entry)]);
      const fits = ([, value]) => String(value).length <= 6000, long = changed.find(entry => !fits(entry));
      for (const [name, value] of changed.filter(fits)) query.set(name, value);
      // Without the reader's own data, that they are chosen says nothing.
      if (long) query.delete("set");
      this.absent.textContent = long ? `${this.settings.get(long[0]).label.split(/[:,]/)[0]}: too long for the page’s address, which does without. Loaded again, the page does not know it any more.` : "";
      const text = "#" + this.name + (query.size ? "?" + query : "");
      try { history.replaceState(history.state, "", text); } catch { /* an address that may not change */ }
    }
    readAddress() {
      const [name, query] = decodeHash();
      if (name !== this.name || !query) return;
      const values = { ...this.defaults };
      this.refused = [];
      for (const [name, word] of query) {
        const setting = this.settings.get(name), text = setting?.input.tagName === "TEXTAREA" ? unpacked(word) : word;
        const value = typeof setting?.value === "number" ? Number(text.trim() || NaN) : typeof setting?.value === "boolean" ? text === "true" : text.replace(/\r\n?/g, "\n");
        setting?.write(value);
        // What the control does not take is left out.
        if (setting?.read() === value) values[name] = value; else this.refused.push(`${name}=${text.slice(0, 40)}`);
        setting?.write(this.values[name]);
      }
      for (const [name, value] of Object.entries(values)) { this.values[name] = value; this.settings.get(name).write(value); }
    }

    /** Begins with what the address asks for, and says what of it is not taken. */
    async begin() {
      await this.onchange(this.values);
      if (this.refused?.length && !this.failed.textContent) this.fail(`The address asks for ${this.refused.join(", ")}, which is not taken here.`);
    }

    // What it says
    /** Numbers as text: { Loss: "0.25", Step: 12 }. */
    show(numbers) {
      for (const [label, value] of Object.entries(numbers)) {
        let place = this.shown?.[label];
        if (!place) {
          place = el("dd", {});
          (this.shown ??= {})[label] = place;
          this.numbers.append(el("div", {}, el("dt", {}, label), place));
        }
        if (place.textContent !== String(value)) place.textContent = value;
      }
    }
    /** Says a sentence below the picture, the last one four times a second; to screen readers once in two seconds. */
    say(sentence) {
      this.sentence = sentence;
      for (const [place, apart] of [[this.spoken, 250], [this.heard, 2000]]) {
        place.waits ??= setTimeout(() => { place.waits = undefined; place.textContent = this.sentence; }, place.textContent ? apart : 0);
      }
    }
    /** Nothing is there to be seen: numbers, sentence and bits are gone, the canvases are drawn anew and say so. */
    empty(...canvases) {
      for (const label of Object.keys(this.shown ?? {})) this.show({ [label]: "—" });
      this.bits.replaceChildren();
      this.say("");
      for (const canvas of canvases) { canvas.describe("There is nothing to see yet."); canvas.redraw(); }
    }
    /** Says what went wrong; "" takes it back. */
    fail(sentence) { this.failed.textContent = sentence; }
    /** The checksum of the weights, or of what else, and the terminal's command that gives the same one; or what is wrong with
     *  them, as the command says, too. */
    checksum(hex, command, what = "Weights", wrong = "") {
      const words = [what + " ", el("code", {}, hex)];
      if (!this.fuses) words.push(" (other last bits than in the terminal: this browser rounds a·b + c twice)");
      else if (command && wrong) words.push(`; ${wrong}, as `, el("code", {}, command), " says");
      else if (command) words.push(", the same as after ", el("code", {}, command));
      this.bits.replaceChildren(...words);
    }
    /** Runs an action; what it throws becomes a sentence. */
    try(action) {
      const failed = error => { console.info(error); this.fail(String(error.message ?? error)); };
      try { Promise.resolve(action()).catch(failed); } catch (error) { failed(error); }
    }

    // Pictures
    /** A canvas that is drawn anew when its size or the colors change: draw(g, colors, width, height), in units of
     *  width × height whatever its size on the screen. Returns the canvas; .redraw() draws in the next frame. */
    canvas(words, width, height, draw) {
      const canvas = el("canvas", { role: "img", "aria-label": words, style: `width:${width}px;aspect-ratio:${width}/${height}` });
      this.stage.append(canvas);
      let isWaiting = false;
      const now = () => {
        isWaiting = false;
        const box = canvas.getBoundingClientRect();
        if (!box.width) return;
        const scale = box.width / width * devicePixelRatio;
        const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
        if (canvas.width !== w || canvas.height !== h) { canvas.width = w; canvas.height = h; }
        const g = canvas.getContext("2d");
        g.setTransform(scale, 0, 0, scale, 0, 0);
        g.clearRect(0, 0, width, height);
        g.font = "12px system-ui, sans-serif";
        this.try(() => draw(g, colors(), width, height));
      };
      canvas.redraw = () => { if (!isWaiting) { isWaiting = true; requestAnimationFrame(now); } };
      canvas.describe = words => canvas.setAttribute("aria-label", words);
      new ResizeObserver(canvas.redraw).observe(canvas);
      isDark.addEventListener("change", canvas.redraw);
      return canvas;
    }
    /** Axes with ticks in a box { x, y, width, height }: { x(value), y(value), fromX(place), fromY(place) }. */
    axes(g, colors, box, [x0, x1], [y0, y1], { x = "", y = "" } = {}) {
      const at = {
        x: v => box.x + (v - x0) / (x1 - x0) * box.width, y: v => box.y + (y1 - v) / (y1 - y0) * box.height,
        fromX: p => x0 + (p - box.x) / box.width * (x1 - x0), fromY: p => y1 - (p - box.y) / box.height * (y1 - y0),
      };
      g.save();
      g.lineWidth = 1;
      g.font = "11px system-ui, sans-serif";
      for (const v of ticks(x0, x1)) {
        g.strokeStyle = colors.grid; line(g, at.x(v), box.y, at.x(v), box.y + box.height);
        g.fillStyle = colors.soft; g.textAlign = "center"; g.textBaseline = "top"; g.fillText(tickText(v), at.x(v), box.y + box.height + 4);
      }
      for (const v of ticks(y0, y1)) {
        g.strokeStyle = colors.grid; line(g, box.x, at.y(v), box.x + box.width, at.y(v));
        g.fillStyle = colors.soft; g.textAlign = "right"; g.textBaseline = "middle"; g.fillText(tickText(v), box.x - 5, at.y(v));
      }
      g.strokeStyle = colors.axis;
      g.strokeRect(box.x, box.y, box.width, box.height);
      g.fillStyle = colors.text; g.textAlign = "center"; g.textBaseline = "bottom";
      g.fillText(x, box.x + box.width / 2, box.y + box.height + 34);
      g.translate(box.x - 38, box.y + box.height / 2); g.rotate(-Math.PI / 2); g.textBaseline = "top";
      g.fillText(y, 0, -6);
      g.restore();
      return at;
    }
    /** Cells of a matrix as a picture: values in rows, color(value) → [red, green, blue]. */
    raster(g, values, columns, x, y, width, height, color) {
      const rows = values.length / columns;
      const image = new ImageData(columns, rows);
      for (let i = 0; i < values.length; i++) image.data.set([...color(values[i]), 255], 4 * i);
      const small = new OffscreenCanvas(columns, rows);
      small.getContext("2d").putImageData(image, 0, 0);
      g.imageSmoothingEnabled = false;
      g.drawImage(small, x, y, width, height);
    }
    /** Mouse, pen, finger and keys on a canvas: down(x, y), move(x, y, isTap), up(x, y, isTap) in its units; move is called
     *  while down alone; a tap is what went no further than a hand trembles. A finger that goes up or down scrolls the page,
     *  unless the canvas is drawn on, or the finger has rested on what it holds(x, y). Keys: arrows move a cross (Shift: finer),
     *  Space is down and up. */
    pointer(canvas, width, height, { down = () => {}, move = () => {}, up = () => {}, holds = () => false, isDrawnOn = false },
      help = "Arrow keys move, Space presses.") {
      canvas.tabIndex = 0;
      canvas.style.touchAction = isDrawnOn ? "none" : "pan-y";
      canvas.setAttribute("aria-description", help);
      canvas.setAttribute("role", "application");
      let [x, y, isDown, isTap, from] = [width / 2, height / 2, false];
      let rest;  // of a finger that may be about to scroll
      const act = (f, ...a) => this.try(() => f(...a));
      const place = event => {
        const box = canvas.getBoundingClientRect();
        return [(event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height];
      };
      const forget = () => { clearTimeout(rest); rest = undefined; };
      const press = () => { forget(); isDown = true; act(down, ...from); };
      canvas.cross = () => document.activeElement === canvas && canvas.matches(":focus-visible") ? [x, y] : undefined;
      canvas.addEventListener("pointerdown", event => {
        if (event.button) return;
        canvas.setPointerCapture(event.pointerId);
        from = [x, y] = place(event); isTap = true;
        forget();
        if (isDrawnOn || event.pointerType !== "touch") press();
        else rest = setTimeout(() => { if (rest && holds(...from)) press(); }, 250);
      });
      canvas.addEventListener("pointermove", event => {
        if (!isDown && !rest || !canvas.hasPointerCapture(event.pointerId)) return;
        for (const e of event.getCoalescedEvents?.() ?? [event]) {
          [x, y] = place(e);
          const [across, along] = [x - from[0], y - from[1]].map(Math.abs);
          isTap &&= Math.hypot(across, along) < 4;
          if (rest && !isTap) { if (across > along) press(); else forget(); }
          if (isDown) act(move, x, y, isTap);
        }
      });
      const end = () => { if (isDown) { isDown = false; act(up, x, y, isTap); } };
      canvas.addEventListener("pointerup", () => { if (rest) press(); end(); });
      canvas.addEventListener("pointercancel", () => { forget(); end(); });
      canvas.addEventListener("touchmove", event => { if (isDown && event.cancelable) event.preventDefault(); }, { passive: false });
      canvas.addEventListener("keydown", event => {
        const far = (event.shiftKey ? 0.2 : 1) * width / 28;
        const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
        if (way) {
          x = Math.min(width, Math.max(0, x + way[0])); y = Math.min(height, Math.max(0, y + way[1]));
          isTap = false;
          if (isDown) act(move, x, y, isTap);
        } else if (event.key === " ") {
          if (isDown) end(); else { isDown = isTap = true; act(down, x, y); }
        } else if (event.key === "Escape" && isDown) { end(); } else return;
        event.preventDefault();
        canvas.redraw?.();
      });
      for (const name of ["focus", "blur"]) canvas.addEventListener(name, () => { if (name === "blur") end(); canvas.redraw?.(); });
    }
    get isReduced() { return isReduced.matches; }

    // Out of the page
    /** A file for the reader. */
    save(name, content, type = "application/octet-stream") {
      const link = el("a", { download: name, href: URL.createObjectURL(new Blob([content], { type })) });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }
    /** Weights as a .safetensors file: [{ name, shape, values: Float32Array }]; metadata: { name: "words" }. */
    saveTensors(name, tensors, metadata) { this.save(name, safetensors(tensors, metadata)); }
  }

  function safetensors(tensors, metadata) {
    const header = metadata ? { __metadata__: metadata } : {};
    let end = 0;
    for (const { name, shape, values } of tensors) {
      header[name] = { dtype: "F32", shape, data_offsets: [end, end += 4 * values.length] };
    }
    const text = new TextEncoder().encode(JSON.stringify(header)), length = Math.ceil(text.length / 8) * 8;
    const bytes = new Uint8Array(8 + length + end).fill(32, 8, 8 + length), numbers = new DataView(bytes.buffer, 8 + length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
    bytes.set(text, 8);
    let place = 0;
    for (const { values } of tensors) for (const v of values) { numbers.setFloat32(place, v, true); place += 4; }
    return bytes;
  }

  function line(g, x0, y0, x1, y1) { g.beginPath(); g.moveTo(x0, y0); g.lineTo(x1, y1); g.stroke(); }
  function ticks(low, high) {
    const rough = (high - low) / 5, power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5, 10].find(f => f * power >= rough) ?? 10);
    const list = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) list.push(i * step);
    return list;
  }
  const tickText = v => String(+v.toPrecision(6)).replace("-", "−");

  /** Lines of as many numbers each, as for an address: "_", how many a line, of each how many digits after the point and how many
   *  letters it has, then the letters. Any other text as it is. */
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  function packed(text) {
    const rows = text.trim().split("\n").map(line => line.trim().split(/[\s,;]+/)), count = rows[0].length;
    if (count > 9 || !rows.every(row => row.length === count && row.every(word => /^-?(\d+\.?\d*|\.\d+)$/.test(word)))) return text;
    const columns = rows[0].map((_, j) => {
      const after = Math.max(...rows.map(row => (row[j].split(".")[1] ?? "").length));
      const whole = rows.map(row => { const n = Math.round(row[j] * 10 ** after); return n < 0 ? -2 * n - 1 : 2 * n; }), most = Math.max(...whole);
      return { after, whole, most, width: 1 + Math.floor(Math.log2(Math.max(1, most)) / 6) };
    });
    if (columns.some(({ after, most }) => after > 6 || most > 2 ** 40)) return text;
    const letters = (n, width) => Array.from({ length: width }, (_, i) => digits[Math.floor(n / 64 ** i) % 64]).join("");
    return `_${count}${columns.map(c => `${c.after}${c.width}`).join("")}` + rows.map((_, i) => columns.map(c => letters(c.whole[i], c.width)).join("")).join("");
  }
  function unpacked(text) {
    const count = Number(text[1]), head = 2 + 2 * count, lines = [];
    if (!/^_[1-9]([0-6][1-7])+/.test(text) || text.length <= head) return text;
    for (let at = head; at < text.length;) {
      lines.push(Array.from({ length: count }, (_, j) => {
        let n = 0;
        for (let i = 0; i < text[3 + 2 * j]; i++) n += digits.indexOf(text[at++]) * 64 ** i;
        return (n % 2 ? -(n + 1) / 2 : n / 2) / 10 ** text[2 + 2 * j];
      }).join(" "));
    }
    return lines.join("\n");
  }

  function decodeHash() {
    const hash = location.hash.slice(1), mark = hash.indexOf("?"), name = mark < 0 ? hash : hash.slice(0, mark);
    const query = mark < 0 ? undefined : new URLSearchParams(hash.slice(mark + 1));
    try { return [decodeURIComponent(name), query]; } catch { return [name, query]; }
  }

  /** Keeps an element where it stands in the window for a second, whatever grows, unless the page is scrolled. */
  let isHeld = false;
  function hold(element) {
    if (isHeld) return;
    const { style } = document.documentElement, { top } = element.getBoundingClientRect(), end = performance.now() + 1000;
    let last = scrollY;
    isHeld = true;
    style.overflowAnchor = "none";  // else the browser would keep in place what is below
    const look = () => {
      if (scrollY !== last || performance.now() > end) { isHeld = false; style.overflowAnchor = ""; return; }
      const far = element.getBoundingClientRect().top - top;
      if (Math.abs(far) >= 1) { scrollBy({ top: far, behavior: "instant" }); last = scrollY; }
      requestAnimationFrame(look);
    };
    look();
  }

  const begun = new Set();
  async function start(figure) {
    const name = figure.dataset.live;
    if (begun.has(name)) return;
    begun.add(name);
    const part = new Part(figure, name);
    try {
      await begin().ready;
      await chapter.figures[name](part);
      part.readAddress();
      figure.classList.add("is-live");
      const { top } = figure.getBoundingClientRect();
      if (top >= 0 && top < innerHeight) hold(figure);
      part.picture.replaceWith(part.element);
      if (part.guided) { part.element.prepend(part.guided); figure.querySelector("figcaption")?.remove(); }
      parts.push(part);
      part.try(() => part.begin());
    } catch (error) {
      console.info(error);
      figure.append(el("p", { class: "live-failed", role: "status" }, String(error.message ?? error)));
    }
  }

  /** Called once by a chapter's live.js. */
  function chapterIs(description) {
    chapter = { ...description, id: document.documentElement.dataset.chapter, worker: String(description.worker) };
    const figures = [...document.querySelectorAll("figure[data-live]")];
    const observer = new IntersectionObserver(entries => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) { observer.unobserve(target); start(target); }
      }
    }, { rootMargin: "800px" });
    for (const figure of figures) if (figure.dataset.live in chapter.figures) observer.observe(figure);
    // Who follows a link to a figure and goes back is where the link is.
    document.addEventListener("click", ({ target }) => {
      const link = target.closest?.('a[href^="#"]'), number = [...document.links].indexOf(link);
      if (number < 0) return;
      history.scrollRestoration = "manual";
      history.replaceState({ link: number, top: link.getBoundingClientRect().top }, "");
    });
    const back = ({ link, top }) => {
      const place = document.links[link];
      if (!place) return;
      scrollBy({ top: place.getBoundingClientRect().top - top, behavior: "instant" });
      place.focus({ preventScroll: true });
      hold(place);
    };
    const go = () => {
      const [name, query] = decodeHash(), { state } = history;
      if (state?.link !== undefined) back(state); else history.scrollRestoration = "auto";
      if (!query) return;
      const figure = figures.find(figure => figure.dataset.live === name);
      const scroll = () => { if (state?.link === undefined) figure?.scrollIntoView({ behavior: "instant" }); };
      // Begun before the page is laid out
      if (figure && !figure.classList.contains("is-live")) { observer.unobserve(figure); start(figure).then(() => { scroll(); if (state?.link === undefined) hold(figure); }); }
      scroll();
      for (const part of parts) if (part.name === name) { part.readAddress(); part.try(() => part.begin()); }
    };
    addEventListener("hashchange", go);
    go();
  }

  return { chapter: chapterIs, deliver, el, safetensors, ticks, line, maps, parts };
})();
