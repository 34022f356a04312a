// The error's surface in a browser.
const numbers = name => `[...document.querySelectorAll('#figure-cost-surface .live-numbers div')]
  .find(d => d.firstChild.textContent === '${name}')?.lastChild.textContent`;
const bits = `document.querySelector('#figure-cost-surface .live-bits')?.innerText`;
const failed = `document.querySelector('#figure-cost-surface .live-failed')?.innerText`;
// swift run linear-regression train --data Data/anscombe.csv --inputs x1 --target y1 --learning-rate 0.1 --epochs 50
const native = 'e1d9619c272490e8';
// The same with --raw --start=0.0487012342,0.00490478007 --learning-rate 0.01 --epochs 3077, and with 0.022 and 200
const raw = ['36ebc1ced526f1f0', 'a650db7372693c52'];

export default async page => {
  await page.open('#cost-surface?x=standardized&rate=0.1&steps=50&b=0&w=0');
  await page.until(`${bits}?.length > 20`);
  await page.click('#figure-cost-surface button[data-run]');
  await page.until(`${numbers('Step')} === '50'`);
  const text = await page.evaluate(bits);
  page.expect(text.includes(native), `fifty steps give ${text}, not the terminal's ${native}`);
  page.expect(text.includes('--inputs x1 --target y1 --learning-rate 0.1 --epochs 50'), 'no command: ' + text);

  // As on the page: 1.2's run ends at b 2.8994, w 0.5101
  await page.open('#cost-surface?steps=3077');
  await page.until(`${numbers('Step')} === '0'`);
  await page.click('#figure-cost-surface button[data-run]');
  await page.until(`${numbers('Step')} === '3,077'`, 30);
  page.expect((await page.evaluate(numbers('J'))).startsWith('0.6261'), 'J is ' + await page.evaluate(numbers('J')));
  page.expect((await page.evaluate(bits)).includes(raw[0]), `raw: ${await page.evaluate(bits)}, not ${raw[0]}`);
  await page.open('#cost-surface?rate=0.022&steps=200');
  await page.until(`${numbers('Step')} === '0'`);
  await page.click('#figure-cost-surface button[data-run]');
  await page.until(`${numbers('Step')} === '200'`, 30);
  page.expect((await page.evaluate(bits)).includes(raw[1]), `too large: ${await page.evaluate(bits)}, not ${raw[1]}`);

  // Keys alone: a start by the cross, a step by its button
  await page.evaluate(`document.querySelector('#figure-cost-surface canvas').focus()`);
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp', ' ', ' ']) await page.key(key);
  await page.until(`document.querySelector('#cost-surface-b').value !== '0.0487012342'`);
  await page.evaluate(`document.querySelector('#figure-cost-surface button[data-step]').focus()`);
  await page.key('Enter');
  await page.until(`${numbers('Step')} === '1'`);

  // A point made by the pointer makes the points the reader's own
  await page.drag([[0.5, 0.2]], '#figure-cost-surface canvas:nth-of-type(2)');
  await page.until(`document.querySelector('#cost-surface-set').value === 'own'`);

  // What is refused says so, and the figure goes on
  for (const [value, sentence] of [['1 2\nx y z', 'Line 2: expected two numbers'], ['1 2', 'Two points'],
    ['1 1e99\n2 2', 'Line 1'], [Array(600).fill('1 2').join('\n'), 'at most 500']]) {
    await page.evaluate(`{ const t = document.querySelector('#cost-surface-points'); t.value = ${JSON.stringify(value)};
      t.dispatchEvent(new Event('change')); }`);
    await page.until(`${failed}.includes(${JSON.stringify(sentence)})`);
  }
  // What is set in place of a wrong number is not wrong any more
  await page.open('#cost-surface?');
  await page.until(`${numbers('Step')} === '0'`);
  const rate = `document.querySelector('#cost-surface-rate')`;
  await page.evaluate(`{ ${rate}.value = -5; ${rate}.dispatchEvent(new Event('change')); }`);
  await page.until(`${failed}.startsWith('Learning rate') && ${rate}.hasAttribute('aria-invalid')`);
  await page.click('Standardized');
  await page.until(`${rate}.value === '0.1' && !${rate}.hasAttribute('aria-invalid')`);
  await page.open('#cost-surface?rate=0.03&steps=100');
  await page.until(`${numbers('Step')} === '0'`);
  await page.click('#figure-cost-surface button[data-run]');
  await page.until(`${failed}.startsWith('Training diverges: the loss is inf in epoch')`);
  // Weights whose loss is no number have no command that gives them, but one that says so
  page.expect(/; the loss here is no number, as .*--raw --start=.* says/.test(await page.evaluate(bits)), 'the last weights: ' + await page.evaluate(bits));

  // A program that stops begins anew; one that stops twice waits until it is asked
  const stops = () => page.evaluate(`book.parts[0].ask('walk', { steps: 1, rate: -1 }).catch(() => {})`);
  await page.open('#cost-surface?steps=50');
  await page.until(`${numbers('Step')} === '0'`);
  await stops();
  await page.until(`${failed} === 'The program stopped and begins anew.'`);
  await stops();
  await page.until(`${failed}.startsWith('The program stopped twice')`);
  await page.evaluate(`new Promise(resolve => setTimeout(resolve, 500))`);
  page.expect((await page.evaluate(failed)).startsWith('The program stopped twice'), 'it did not wait to be asked');
  await page.click('Standardized');
  await page.until(`${failed} === ''`);
  await page.click('#figure-cost-surface button[data-run]');
  await page.until(`${bits}?.includes(${JSON.stringify(native)})`, 20);
};
