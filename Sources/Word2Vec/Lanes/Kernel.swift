// The inner loops of training, on unsafe pointers: with checked subscripts they take twice as long.
//
// A step is backward and update of NegativeSampling.swift. Its outputs, the word and those drawn, are at most
// sixteen: one score in each lane, so that the sigmoid is taken once.
//
//     x    = the mean of the given words' vectors
//     s_o  = x · y_o        g_o = α (t_o − σ(s_o))        t = 1 for the word that stands there, else 0
//     dx   = Σ_o g_o y_o    y_o ← y_o + g_o x             and each given word's vector ← + dx
//
// Each y_o is read twice, once for its score and once for both updates. With AVX-512, x and dx stay in
// registers, seven of each for a hundred dimensions: `strips` and `outputs` are constants where the loops are
// called, so that the compiler unrolls them.
//
// Shapes:  input, output: words × strips   a strip: 16 numbers   outputs: the word, then those drawn

import Matrices

typealias Rows = UnsafeMutablePointer<SIMD16<Float>>

/// The outputs of the predictions at one place.
struct Outputs {
  let words: UnsafePointer<Int32>
  /// α in the lane of each word that counts, times how often it was drawn; 0 in the others.
  let rates: SIMD16<Float>
  let count: Int
}

// So many functions because the compiler unrolls only so much in one, and the rest takes longer.

/// The steps at one place; the words around are given `each` at a time.
@inline(never)
func steps(
  _ input: Rows, _ output: Rows, _ around: UnsafeBufferPointer<Int32>, _ each: Int, _ outputs: Outputs,
  strips: Int
) {
  switch (strips, outputs.count) {
  case (7, 6): steps(input, output, around, each, outputs, strips: 7, count: 6)
  case (7, 11): stepsOf7x11(input, output, around, each, outputs)
  default: steps(input, output, around, each, outputs, strips: strips, count: outputs.count)
  }
}

@inline(never)
private func stepsOf7x11(
  _ input: Rows, _ output: Rows, _ around: UnsafeBufferPointer<Int32>, _ each: Int, _ outputs: Outputs
) {
  steps(input, output, around, each, outputs, strips: 7, count: 11)
}

@inline(__always)
private func steps(
  _ input: Rows, _ output: Rows, _ around: UnsafeBufferPointer<Int32>, _ each: Int, _ outputs: Outputs,
  strips: Int, count: Int
) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 2 * strips) { registers in
    let x = registers.baseAddress!
    let dx = x + strips
    let share = SIMD16<Float>(repeating: 1 / Float(each))
    var start = 0
    while start < around.count {
      let row = input + Int(around[start]) &* strips
      for strip in 0..<strips {
        x[strip] = row[strip]
        dx[strip] = .zero
      }
      if each > 1 {
        for c in start + 1..<start + each {
          let row = input + Int(around[c]) &* strips
          for strip in 0..<strips { x[strip] += row[strip] }
        }
        for strip in 0..<strips { x[strip] *= share }
      }
      predict(x, dx, output, outputs, strips: strips, count: count)
      for c in start..<start + each {
        let row = input + Int(around[c]) &* strips
        for strip in 0..<strips { row[strip] += dx[strip] }
      }
      start += each
    }
  }
}

/// Scores, slopes, dx, and the update of the outputs.
@inline(__always)
private func predict(_ x: Rows, _ dx: Rows, _ output: Rows, _ outputs: Outputs, strips: Int, count: Int) {
  var scores = SIMD16<Float>.zero
  for o in 0..<count {
    let y = output + Int(outputs.words[o]) &* strips
    var sum = x[0] * y[0]
    for strip in 1..<max(strips, 1) { sum.addProduct(x[strip], y[strip]) }
    scores[o] = sum.sumOfLanes()
  }
  var target = SIMD16<Float>.zero
  target[0] = 1
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 1) { memory in
    memory[0] = outputs.rates * (target - sigmoid(scores))
    let g = UnsafeRawPointer(memory.baseAddress!)
    for o in 0..<count {
      let y = output + Int(outputs.words[o]) &* strips
      let gain = SIMD16(repeating: g.load(fromByteOffset: 4 &* o, as: Float.self))
      for strip in 0..<strips {
        let old = y[strip]
        dx[strip].addProduct(gain, old)
        y[strip] = old.addingProduct(gain, x[strip])
      }
    }
  }
}
