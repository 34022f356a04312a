// node bits.mjs FILE.wasm: the checksum of what `live` computes; `none` for relaxed SIMD that this Node does not know.
import fs from 'node:fs';
const bytes = fs.readFileSync(process.argv[2]);
if (!WebAssembly.validate(bytes) && process.argv[2].endsWith('relaxed.wasm')) {
  console.log('none');
  process.exit();
}
const module = new WebAssembly.Module(bytes);
const strange = WebAssembly.Module.imports(module).filter(i => i.module !== 'env' || !['grow', 'put'].includes(i.name));
if (strange.length) throw Error('imports ' + strange.map(i => `${i.module}.${i.name}`));
let memory;
const { exports } = new WebAssembly.Instance(module, { env: {
  grow: pages => { try { return memory.grow(pages); } catch { return -1; } },
  put: byte => process.stderr.write(String.fromCharCode(byte)),
} });
memory = exports.memory;
if (!exports.fuses(2 ** -12)) throw Error('a·b + c is not rounded once');
console.log(BigInt.asUintN(64, exports.live()).toString(16).padStart(16, '0'));
