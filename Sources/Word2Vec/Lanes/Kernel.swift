// The inner loops of training, on raw pointers: with checked subscripts they take twice as long.
//
// A step is backward and update of NegativeSampling.swift. Its outputs, the word and those drawn, are at most
// sixteen: one score in each lane, so that the sigmoid is taken once.
//
//     x    = the mean of the given words' vectors
//     s_o  = x · y_o        g_o = α (t_o − σ(s_o))        t = 1 for the word that stands there, else 0
//     dx   = Σ_o g_o y_o    y_o ← y_o + g_o x             and each given word's vector ← + dx
//
// Each y_o is read twice, once for its score and once for both updates. With AVX-512, x and dx stay in registers,
// seven of each for a hundred dimensions: `strips` and `outputs` are constants where the loops are called, so that
// the compiler unrolls them.
//
// Shapes:  input, output: words × strips   a strip: 16 numbers   outputs: the word, then those drawn

import Matrices

typealias Rows = UnsafeMutablePointer<SIMD16<Float>>

/// The outputs of a prediction.
struct Outputs {
  let words: UnsafePointer<Int32>
  /// α in the lane of each word that counts, times how often it was drawn; 0 in the others.
  let rates: SIMD16<Float>
  let count: Int
}

@inline(never)
func step(_ input: Rows, _ output: Rows, given: UnsafeBufferPointer<Int32>, _ outputs: Outputs, strips: Int) {
  switch (strips, outputs.count) {
  case (7, 6): step(input, output, given, outputs, strips: 7, count: 6)
  case (7, 11): step(input, output, given, outputs, strips: 7, count: 11)
  default: step(input, output, given, outputs, strips: strips, count: outputs.count)
  }
}

@inline(__always)
private func step(
  _ input: Rows, _ output: Rows, _ given: UnsafeBufferPointer<Int32>, _ outputs: Outputs, strips: Int,
  count: Int
) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 2 * strips) { registers in
    let x = registers.baseAddress!
    let dx = x + strips
    for strip in 0..<strips {
      x[strip] = .zero
      dx[strip] = .zero
    }
    for c in given {
      let row = input + Int(c) &* strips
      for strip in 0..<strips { x[strip] += row[strip] }
    }
    let share = SIMD16<Float>(repeating: 1 / Float(given.count))
    for strip in 0..<strips { x[strip] *= share }
    predict(x, dx, output, outputs, strips: strips, count: count)
    for c in given {
      let row = input + Int(c) &* strips
      for strip in 0..<strips { row[strip] += dx[strip] }
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
  let g = outputs.rates * (target - sigmoid(scores))
  for o in 0..<count {
    let y = output + Int(outputs.words[o]) &* strips
    let gain = SIMD16(repeating: g[o])
    for strip in 0..<strips {
      let old = y[strip]
      dx[strip].addProduct(gain, old)
      y[strip] = old.addingProduct(gain, x[strip])
    }
  }
}
