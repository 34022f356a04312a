// The five functions over a sweep of their arguments, and the generator.

func plain(_ hash: inout Checksum) {
  var pattern: UInt32 = 0
  while pattern < 0xFF00_0000 {
    let x = Float(bitPattern: pattern)
    if x.isFinite {
      hash.add([exp(x), sigmoid(x), tanh(x), softplus(x)])
      if x > 0 { hash.add(log(x)) }
    }
    pattern += 0x0003_4567
  }
  var generator = SeededGenerator(seed: 7)
  for _ in 0..<1_000 {
    hash.add(generator.normal())
    hash.add(generator.uniform(in: -3..<5))
    hash.add(Float(generator.index(below: 1_000)))
  }
  for i in generator.permutation(of: 100) { hash.add(Float(i)) }
}
