// Chapter 7 in a browser: a counter's gates, slopes by distance, a model of characters.
const figure = name => `#figure-${name}`, q = (name, rest) => `document.querySelector('${figure(name)} ${rest}')`;
const number = (name, label) => `[...document.querySelectorAll('${figure(name)} .live-numbers div')].find(d => d.firstChild.textContent === '${label}')?.lastChild.textContent`;
const failed = name => q(name, '.live-failed') + '?.innerText';
// gzip -dc Data/kjv.txt.gz | head -c 500000 > text.txt
// swift run recurrent-network train --corpus text.txt --hidden 16 --steps 40 --batch 16 --sequence 32 --learning-rate 0.015
const small = '9b749d970417fc0f';
// swift run recurrent-network book-weights --weights trained.safetensors --save rounded.safetensors, as the page says
const trained = '846785edca1947d9';
// swift run recurrent-network train --weights Chapters/07-RecurrentNetwork/Live/characters.safetensors --corpus text.txt --steps 20
//   --learning-rate 0.001
const learnedOn = '8e3af0d712c212aa';
// swift run recurrent-network slopes, with --cell rnn; count, with --cell gru --hidden 4 --steps 30 --seed 2
const slopes = '7094503d0668faf3', counter = '24ffe950283d568c';

export default async page => {
  const says = (name, label, value) => page.until(`${number(name, label)} === ${JSON.stringify(value)}`, 90).catch(async () => {
    throw Error(`${name}, ${label}: ${await page.evaluate(number(name, label))}, not ${value}`);
  });
  const row = i => page.evaluate(`[...document.querySelectorAll('${figure('vanishing')} [data-row="${i}"] td.r')].map(d => d.textContent).join(' ')`);

  // Section 7.4's numbers
  await page.open('#vanishing?');
  await page.until(`${q('vanishing', '[data-row="5"]')}`, 60);
  for (const [i, numbers] of [[-1, '0.985 0.610 0.092 0.009 1.4e-4 8.0e-10 1.3e-18'], [0, '0.985 0.610 0.092 0.009 1.4e-4 8.0e-10 1.3e-18'],
    [1, '0.985 1.277 2.843 3.650 4.340 20.288 2.0e3'], [2, '0.985 0.534 0.065 0.005 3.7e-5 5.6e-11 1.6e-20'],
    [4, '0.985 0.386 0.156 0.071 0.016 1.6e-4 1.5e-7'], [5, '0.985 0.168 0.127 0.122 0.117 0.129 5.291']]) {
    const found = await row(i);
    page.expect(found === numbers, `row ${i} of the slopes: ${found}, not ${numbers}`);
  }
  await says('vanishing', 'six seeds, shortest', '1.9e-12');
  await says('vanishing', 'longest', '8.0e-10');
  await page.evaluate(`{ const t = ${q('vanishing', '#vanishing-cell')}; t.value = 'lstm'; t.dispatchEvent(new Event('change')); }`);
  await says('vanishing', '50 steps back', '1.6e-4');
  await page.open('#vanishing?');
  await page.until(`${q('vanishing', '.live-bits')}?.innerText.includes('${slopes}')`, 60);

  // Section 7.3's counter: the deck's bits, typed; appended by keys alone; refused
  await page.open('#gates?cell=rnn&bits=10011&at=5');
  await says('gates', 'Trained', '1,500 steps');
  await says('gates', 'The network', '3.01');
  await says('gates', 'Right, trained on', '99.2 %');
  await says('gates', 'held out', '100.0 %');
  await page.evaluate(`${q('gates', '[data-append="1"]')}.focus()`);
  await page.key('Enter');
  await says('gates', 'Bit', '6 of 6: 1');
  await page.open('#gates?cell=gru&hidden=4&steps=30&seed=2');
  await page.until(`${q('gates', '.live-bits')}?.innerText.includes('${counter}')`, 60);
  await page.open('#gates?cell=rnn&bits=10011&at=5');
  await says('gates', 'Trained', '1,500 steps');
  const type = bits => page.evaluate(`{ const t = ${q('gates', '#gates-bits')}; t.value = '${bits}'; t.dispatchEvent(new Event('change')); }`);
  await type('11111');
  await says('gates', 'The network', '4.99');
  await type('0120');
  await page.until(`${failed('gates')}.includes('Bits are 0 and 1; found “2”')`);
  await page.open('#gates?bits=abc');
  await page.until(`${failed('gates')}?.includes('found “a”')`);
  await page.click('Save counter.safetensors');
  await page.until(`${failed('gates')} === 'There is no network yet.'`);

  // Stopped on the way, with the terminal's command that stops there, too
  await page.open('#characters?hidden=4&steps=100000&batch=1&window=8');
  await page.until(`${number('characters', 'Step')} === '0'`, 20);
  await page.click(`${figure('characters')} button[data-run]`);
  await page.until(`${number('characters', 'Step')} !== '0'`, 20);
  await page.click(`${figure('characters')} button[data-run]`);
  await page.until(`/[0-9a-f]{16}, the same.* --until [1-9]/.test(${q('characters', '.live-bits')}.innerText)`, 20);

  // The terminal's weights after forty steps; it writes; what it cannot read; what is too short
  await page.open('#characters?hidden=16&steps=40&batch=16&window=32');
  await page.until(`${number('characters', 'Step')} === '0'`, 20);
  await page.click(`${figure('characters')} button[data-run]`);
  await says('characters', 'Step', '40');
  await page.until(`${q('characters', '.live-bits')}.innerText.includes('${small}')`, 20);
  await page.until(`${q('characters', '[data-written]')}.textContent.length === 400`, 20);
  // The trained model writes at once, words that the Bible has; learns on as in the terminal; refuses what it cannot read
  await page.open('#characters?');
  await page.until(`${number('characters', 'Step')} === '0'`, 20);
  // As in 7.9: 800 steps, a rate of 0.015 that falls to 0.00075, 32 windows of 64, gradients clipped at 5
  await page.click(`${figure('characters')} .live-presets button`);
  const { steps, rate, last, batch, window, clip, hidden, temperature } = await page.evaluate(`book.parts.find(p => p.name === 'characters').values`);
  page.expect([steps, rate, last, batch, window, clip, hidden, temperature].join() === '800,0.015,0.05,32,64,5,128,0.7', `“As in the text” has ${[steps, rate, last, batch, window, clip, hidden, temperature]}`);
  await page.click('The chapter’s trained model');
  await page.until(`${q('characters', '.live-bits')}.innerText.includes('${trained}')`, 60);
  await page.until(`${q('characters', '[data-written]')}.textContent.length === 400`, 20);
  const words = await page.evaluate(`${q('characters', '[data-written]')}.textContent`);
  for (const word of ['the', 'of', 'and']) page.expect(words.split(/[^A-Za-z]+/).includes(word), `the trained model writes without “${word}”: ${words}`);
  const part = `book.parts.find(p => p.name === 'characters')`;
  await page.evaluate(`${part}.set({ steps: 20 })`);
  await page.until(`${q('characters', '.live-bits')}.innerText.includes('${trained}')`, 20);
  await page.click(`${figure('characters')} button[data-run]`);
  // What it has read before is not called new
  const isKnown = `[...document.querySelectorAll('${figure('characters')} .live-said')].some(p => p.checkVisibility() && p.textContent.includes('trained on all these letters'))`;
  page.expect(await page.evaluate(isKnown), 'nothing says that the trained model has read what is held out');
  // On the way the bits of what it began with are gone
  await page.until(`${number('characters', 'Step')} !== '0'`, 20);
  page.expect(!(await page.evaluate(`${q('characters', '.live-bits')}.innerText`)).includes(trained), 'while it learns on, the bits are those that it began with');
  await says('characters', 'Step', '20');
  await page.until(`${q('characters', '.live-bits')}.innerText.includes('${learnedOn}')`, 20);
  await page.evaluate(`${part}.set({ hidden: 64 })`);
  await page.until(`document.querySelector('#characters-from').value === 'nothing' && !${isKnown}`);
  await page.evaluate(`${part}.set({ ...${part}.defaults, from: 'trained', own: 'Ünder the sun. '.repeat(20) })`);
  await page.click(`${figure('characters')} button[data-run]`);
  await page.until(`${failed('characters')}.includes('your text has “Ü”')`);
  await page.open('#characters?hidden=16&steps=40&batch=16&window=32');
  await page.until(`${number('characters', 'Step')} === '0'`, 20);
  await page.evaluate(`book.parts.find(p => p.name === 'characters').set({ prompt: 'In € the' })`);
  await page.click(`${figure('characters')} button[data-write]`);
  await page.until(`${failed('characters')}.includes('The text has no “€”')`);
  await page.evaluate(`book.parts.find(p => p.name === 'characters').set({ prompt: '', own: 'too short' })`);
  await page.until(`${failed('characters')}.includes('Your text has 9 bytes')`);
  // Who comes by the page's link sees where a text goes, and learns it
  await page.open('#characters?set=own&hidden=16&steps=60');
  await page.until(`${failed('characters')}?.startsWith('There is no text of yours yet')`, 20);
  page.expect(await page.evaluate(`document.querySelector('#characters-own').checkVisibility()`), 'the field for a text of one’s own is folded away');
  await page.evaluate(`{ const t = document.querySelector('#characters-own'); t.value = 'over and over again, '.repeat(40); t.dispatchEvent(new Event('change')); }`);
  await page.until(`${failed('characters')} === ''`);
  await page.click(`${figure('characters')} button[data-run]`);
  await says('characters', 'Step', '60');
};
