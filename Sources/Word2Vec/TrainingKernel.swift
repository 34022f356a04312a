// The inner loops of training, on raw pointers: with checked subscripts they take twice as long.
//
// The steps are those of NegativeSampling.swift, for one center word. Its outputs, the word itself and the
// negative samples, are at most sixteen: one score in each lane, so that the sigmoid is taken once.
//
//     skip-gram   for each context word, with vector x:
//     CBOW        once, with x the mean of the context words' vectors:
//                   s_o = x · y_o       g_o = α (t_o − σ(s_o))       t = 1 for the word itself, else 0
//                   dx  = Σ_o g_o y_o   y_o ← y_o + g_o x            and x's word(s) ← + dx
//
// x and dx stay in registers, seven vectors of sixteen each for a hundred dimensions. Each y_o is read twice,
// once for its score and once for both updates. `strips` and `outputs` are constants where a kernel is called,
// so that the compiler unrolls the loops.
//
// Shapes:  input, output: words × strips   a strip: 16 numbers   contexts: context words   outputs: the
//          center word, then the negative samples

import Matrices

typealias Rows = UnsafeMutablePointer<SIMD16<Float>>

/// What a center word is trained on.
struct Window {
  let contexts: UnsafePointer<Int32>
  let contextCount: Int
  /// The center word and the negative samples.
  let outputs: UnsafePointer<Int32>
  /// α for the lanes of samples that count, 0 for those that do not.
  let rates: SIMD16<Float>
}

@inline(never)
func skipGramStep(_ input: Rows, _ output: Rows, _ window: Window, strips: Int, outputs: Int) {
  switch (strips, outputs) {
  case (7, 6): skipGram(input, output, window, strips: 7, outputs: 6)
  case (7, 11): skipGram(input, output, window, strips: 7, outputs: 11)
  default: skipGram(input, output, window, strips: strips, outputs: outputs)
  }
}

@inline(never)
func cbowStep(_ input: Rows, _ output: Rows, _ window: Window, strips: Int, outputs: Int) {
  switch (strips, outputs) {
  case (7, 6): cbow(input, output, window, strips: 7, outputs: 6)
  case (7, 11): cbow(input, output, window, strips: 7, outputs: 11)
  default: cbow(input, output, window, strips: strips, outputs: outputs)
  }
}

@inline(__always)
private func skipGram(_ input: Rows, _ output: Rows, _ window: Window, strips: Int, outputs: Int) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 2 * strips) { registers in
    let x = registers.baseAddress!
    let dx = x + strips
    for context in 0..<window.contextCount {
      let row = input + Int(window.contexts[context]) &* strips
      for strip in 0..<strips {
        x[strip] = row[strip]
        dx[strip] = .zero
      }
      predict(x, dx, output, window, strips: strips, outputs: outputs)
      for strip in 0..<strips { row[strip] = x[strip] + dx[strip] }
    }
  }
}

@inline(__always)
private func cbow(_ input: Rows, _ output: Rows, _ window: Window, strips: Int, outputs: Int) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 2 * strips) { registers in
    let x = registers.baseAddress!
    let dx = x + strips
    let share = SIMD16<Float>(repeating: 1 / Float(window.contextCount))
    for strip in 0..<strips {
      x[strip] = .zero
      dx[strip] = .zero
    }
    for context in 0..<window.contextCount {
      let row = input + Int(window.contexts[context]) &* strips
      for strip in 0..<strips { x[strip] += row[strip] }
    }
    for strip in 0..<strips { x[strip] *= share }
    predict(x, dx, output, window, strips: strips, outputs: outputs)
    for context in 0..<window.contextCount {
      let row = input + Int(window.contexts[context]) &* strips
      for strip in 0..<strips { row[strip] += dx[strip] }
    }
  }
}

/// Scores, errors, dx, and the update of the outputs.
@inline(__always)
private func predict(
  _ x: Rows, _ dx: Rows, _ output: Rows, _ window: Window, strips: Int, outputs: Int
) {
  var scores = SIMD16<Float>.zero
  for o in 0..<outputs {
    let y = output + Int(window.outputs[o]) &* strips
    var sum = x[0] * y[0]
    for strip in 1..<max(strips, 1) { sum.addProduct(x[strip], y[strip]) }
    scores[o] = sum.sumOfLanes()
  }
  var target = SIMD16<Float>.zero
  target[0] = 1
  let g = window.rates * (target - sigmoid(scores))
  for o in 0..<outputs {
    let y = output + Int(window.outputs[o]) &* strips
    let step = SIMD16(repeating: g[o])
    for strip in 0..<strips {
      let old = y[strip]
      dx[strip].addProduct(step, old)
      y[strip] = old.addingProduct(step, x[strip])
    }
  }
}
