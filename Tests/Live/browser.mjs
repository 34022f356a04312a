// A headless Chromium, spoken to through its own pipe: no package needed.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

/** Starts Chromium; null where there is none. */
export function launch() {
  const program = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .flatMap(name => (process.env.PATH ?? '').split(':').map(folder => path.join(folder, name)))
    .concat('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
    .find(file => fs.existsSync(file));
  return program ? new Browser(program) : null;
}

/** A host on loopback that sends nothing but what is in a folder: its address, and how to close it. */
export async function serve(folder) {
  const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };
  const host = http.createServer((request, response) => {
    const file = path.join(folder, path.normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
    fs.readFile(file, (error, data) => {
      response.writeHead(error ? 404 : 200, { 'content-type': types[file.split('.').pop()] ?? 'application/octet-stream' });
      response.end(data);
    });
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => host.once('listening', resolve));
  return { address: `http://127.0.0.1:${host.address().port}/`, close: () => host.close() };
}

class Browser {
  last = 0;
  calls = new Map();
  listeners = new Map();
  constructor(program) {
    this.home = fs.mkdtempSync(path.join(os.tmpdir(), 'book-chromium-'));
    this.process = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run',
      '--disable-background-networking', '--disable-dev-shm-usage', '--force-color-profile=srgb',
      '--user-data-dir=' + this.home, '--remote-debugging-pipe', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    let rest = Buffer.alloc(0);
    this.process.stdio[4].on('data', data => {
      rest = Buffer.concat([rest, data]);
      for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) this.hear(JSON.parse(rest.subarray(0, end)));
    });
  }
  hear({ id, result, error, method, params, sessionId }) {
    if (id) {
      const call = this.calls.get(id);
      this.calls.delete(id);
      if (error) call.reject(Error(`${call.method}: ${error.message}`)); else call.resolve(result);
    } else this.listeners.get(sessionId)?.(method, params);
  }
  send(method, params = {}, sessionId) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject, method });
      this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    });
  }
  async page() {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    this.listeners.set(sessionId, (method, params) => page.hear(method, params));
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await page.send(domain + '.enable');
    return page;
  }
  /** Seconds of processor time that the pages' threads with a name have had, "main" being that which draws; undefined
   *  where the system does not tell. */
  threadTime(name) {
    if (!fs.existsSync('/proc/self/task')) return undefined;
    const read = file => { try { return fs.readFileSync(file, 'utf8'); } catch { return ''; } };
    const after = text => text.slice(text.lastIndexOf(')') + 2).split(' ');  // what follows the name
    const parents = new Map(fs.readdirSync('/proc').filter(f => /^\d+$/.test(f)).map(f => [+f, +after(read(`/proc/${f}/stat`))[1]]));
    const isOurs = id => id > 1 && (id === this.process.pid || isOurs(parents.get(id) ?? 0));
    let ticks = 0;
    for (const id of parents.keys()) {
      if (!isOurs(id) || !read(`/proc/${id}/cmdline`).includes('--type=renderer')) continue;
      for (const task of fs.existsSync(`/proc/${id}/task`) ? fs.readdirSync(`/proc/${id}/task`) : []) {
        const stat = read(`/proc/${id}/task/${task}/stat`);
        if (name === 'main' ? +task === id : stat.includes(`(${name}`)) ticks += +after(stat)[11] + +after(stat)[12];
      }
    }
    return ticks / 100;
  }
  async close() {
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    await Promise.race([this.send('Browser.close').catch(() => {}), new Promise(r => setTimeout(r, 2000))]);
    setTimeout(() => this.process.kill('SIGKILL'), 3000).unref();
    await ended;
    fs.rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Page {
  /** What no page may do: errors on the console, exceptions, requests to elsewhere. */
  wrongs = [];
  address = 'about:blank';
  constructor(browser, session, target) { Object.assign(this, { browser, session, target }); }
  send(method, params) { return this.browser.send(method, params, this.session); }
  hear(method, params) {
    if (method === 'Runtime.exceptionThrown') {
      this.wrongs.push('exception: ' + (params.exceptionDetails.exception?.description ?? params.exceptionDetails.text));
    } else if (method === 'Runtime.consoleAPICalled' && ['error', 'warning', 'assert'].includes(params.type)) {
      this.wrongs.push('console: ' + params.args.map(a => a.value ?? a.description).join(' '));
    } else if (method === 'Log.entryAdded' && params.entry.level === 'error') {
      this.wrongs.push('log: ' + params.entry.text + ' ' + (params.entry.url ?? ''));
    } else if (method === 'Network.requestWillBeSent') {
      const url = params.request.url;
      if (!/^(data|blob|about):/.test(url) && !url.startsWith(this.root)) this.wrongs.push('request to ' + url);
    } else if (method === 'Page.loadEventFired') this.loaded?.();
    else if (method === 'Tracing.dataCollected') this.trace.push(...params.value);
    else if (method === 'Tracing.tracingComplete') this.traced();
  }
  /** What the page's thread does while `action` runs: milliseconds of processor time, task by task. */
  async tasks(action) {
    this.trace = [];
    await this.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] } });
    await action();
    const done = new Promise(resolve => { this.traced = resolve; });
    await this.send('Tracing.end');
    await done;
    const main = new Set(this.trace.filter(e => e.name === 'thread_name' && e.args.name === 'CrRendererMain').map(e => e.pid + ' ' + e.tid));
    return this.trace.filter(e => /RunTask/.test(e.name) && e.tdur !== undefined && main.has(e.pid + ' ' + e.tid)).map(e => e.tdur / 1000);
  }
  /** @param root the folder's address; every request must begin with it */
  async go(root, file) {
    this.root = root;
    const loaded = new Promise(resolve => { this.loaded = resolve; });
    const isSame = this.address.split('#')[0] === (root + file).split('#')[0];
    this.address = root + file;
    if (isSame) await this.send('Page.navigate', { url: 'about:blank' }).then(() => loaded);
    const again = new Promise(resolve => { this.loaded = resolve; });
    await this.send('Page.navigate', { url: root + file });
    await again;
  }
  async reload() {
    const loaded = new Promise(resolve => { this.loaded = resolve; });
    await this.send('Page.reload');
    await loaded;
  }
  async view(width, height, { dark = false, reduced = false, mobile = width < 600 } = {}) {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
    await this.send('Emulation.setEmulatedMedia', { features: [
      { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion', value: reduced ? 'reduce' : 'no-preference' }] });
  }
  /** The value of an expression, or of what it promises. */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate',
      { expression, awaitPromise: true, returnByValue: true, userGesture: true });
    if (exceptionDetails) throw Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }
  async until(expression, seconds = 45) {
    seconds = Math.max(seconds, 45);  // where other programs have the cores
    const end = Date.now() + 1000 * seconds;
    while (Date.now() < end) {
      if (await this.evaluate(expression)) return;
      await new Promise(resolve => setTimeout(resolve, 30));
    }
    throw Error(`after ${seconds} s still not: ${expression}`);
  }
  expect(condition, sentence) { if (!condition) throw Error(sentence); }
  text(selector) { return this.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText`); }
  /** The middle of an element, in view; a button's text will do. */
  async place(target) {
    return this.evaluate(`(() => {
      const t = ${JSON.stringify(target)};
      let e; try { e = document.querySelector(t); } catch {}
      e ??= [...document.querySelectorAll('button')].find(b => b.textContent.trim() === t);
      if (!e) throw Error('found no ' + t);
      e.scrollIntoView({ block: 'center', behavior: 'instant' });
      const r = e.getBoundingClientRect();
      return { x: r.x, y: r.y, width: r.width, height: r.height };
    })()`);
  }
  mouse(type, x, y) {
    return this.send('Input.dispatchMouseEvent',
      { type, x, y, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });
  }
  async click(target) {
    await this.place(target);
    await this.evaluate('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    const r = await this.place(target);
    await this.drag([[0.5, 0.5]], target, r);
  }
  /** Draws a stroke; places are parts of the element's width and height, 0 to 1. */
  async drag(places, target, box) {
    const r = box ?? await this.place(target);
    const at = places.map(([x, y]) => [r.x + x * r.width, r.y + y * r.height]);
    await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: at[0][0], y: at[0][1] });
    await this.mouse('mousePressed', ...at[0]);
    for (const [x, y] of at.slice(1)) await this.mouse('mouseMoved', x, y);
    await this.mouse('mouseReleased', ...at.at(-1));
  }
  /** A finger from one place of an element to another, as above; `rest` milliseconds lie between its coming and its going. */
  async swipe(places, target, rest = 0) {
    const r = await this.place(target);
    const touch = (type, ...at) => this.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y]) => ({ x: r.x + x * r.width, y: r.y + y * r.height })) });
    await touch('touchStart', places[0]);
    await new Promise(resolve => setTimeout(resolve, rest));
    for (let i = 1; i < places.length; i++) for (let t = 0.1; t < 1.01; t += 0.1) {
      await touch('touchMove', [0, 1].map(k => places[i - 1][k] + t * (places[i][k] - places[i - 1][k])));
      await this.evaluate('new Promise(requestAnimationFrame)');
    }
    await touch('touchEnd');
  }
  /** A finger on the first line of a link, once it stands still: what is laid out as it comes near moves it. */
  async tap(target) {
    const link = `document.querySelector(${JSON.stringify(target)})`, look = `(r => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 }))(${link}.getClientRects()[0])`;
    let at, before;
    for (let i = 0; i < 30 && !(before && at.x === before.x && at.y === before.y); i++) {
      before = at;
      await this.evaluate(`${link}.scrollIntoView({ block: 'center', behavior: 'instant' }), new Promise(resolve => setTimeout(resolve, 100))`);
      at = await this.evaluate(look);
    }
    await this.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await this.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  /** Presses a key such as Tab, Enter, ArrowLeft, " " or a; modifiers: { shift: true }. */
  async key(key, { shift = false } = {}) {
    const codes = { Tab: 9, Enter: 13, Escape: 27, ' ': 32, End: 35, Home: 36, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Backspace: 8 };
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
    const common = { key, code: key === ' ' ? 'Space' : key, windowsVirtualKeyCode: codes[key] ?? key.toUpperCase().charCodeAt(0), modifiers: shift ? 8 : 0 };
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', text, ...common });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
  }
  /** Puts a text where the focus is by the clipboard, as a reader does. */
  async paste(text) {
    await this.send('Page.bringToFront');
    let isCopied = false;
    for (let i = 0; i < 20 && !isCopied; i++) isCopied = await this.evaluate(`(() => {
      const field = document.createElement('textarea'), before = document.activeElement;
      field.value = ${JSON.stringify(text)};
      document.body.append(field);
      field.select();
      const isCopied = document.execCommand('copy');
      field.remove(); before.focus(); before.select?.();
      return isCopied;
    })()`);
    if (!isCopied) throw Error('the page may not copy');
    // The clipboard takes its time: what it had before is not let through
    for (let i = 0; i < 50; i++) {
      await this.evaluate(`window.pasted = new Promise(resolve => addEventListener('paste', event => {
        const isIt = event.clipboardData.getData('text').length === ${text.length};
        if (!isIt) { event.preventDefault(); event.stopImmediatePropagation(); }
        setTimeout(() => resolve(isIt), 50);
      }, { once: true, capture: true })); 0`);
      const key = { key: 'v', code: 'KeyV', windowsVirtualKeyCode: 86, modifiers: 2 };
      await this.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key, commands: ['paste'] });
      await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
      if (await this.evaluate('window.pasted')) return;
    }
    throw Error('the clipboard does not take a text');
  }
  type(text) { return this.send('Input.insertText', { text }); }
  async shot(file, { full = false } = {}) {
    let clip;
    if (full) {
      const { cssContentSize: s } = await this.send('Page.getLayoutMetrics');
      clip = { x: 0, y: 0, width: s.width, height: Math.min(s.height, 16000), scale: 1 };
    }
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', clip, captureBeyondViewport: full });
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }
  close() { return this.browser.send('Target.closeTarget', { targetId: this.target }); }
}
