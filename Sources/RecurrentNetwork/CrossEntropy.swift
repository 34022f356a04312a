// How surprised the model is, in plain loops and in lanes. The softmax turns scores into probabilities, the loss is
// the logarithm of the right one's.
//
//     p_k  = e^(y_k − max y) / Σ_l e^(y_l − max y)
//     loss = −log p_target              in nats; divided by log 2, in bits
//     dy_k = p_k − [k = target]
//
// Unsafe pointers, for the reason given in CellsInLanes.swift.
//
// Shapes:  Y: predictions × outputs   targets: predictions

import Matrices

/// The probabilities of scores divided by the temperature: below 1 the likely becomes likelier, above 1 all become
/// more alike.
public func probabilities(_ scores: [Float], temperature: Float = 1) -> [Float] {
  require(temperature > 0, "a temperature of \(temperature)")
  let largest = scores.max() ?? 0
  let powers = exp((Matrix(row: scores) - largest) / temperature)
  return (powers / powers.sum()).values
}

/// −log p of the target, in nats.
public func crossEntropy(_ scores: [Float], target: Int) -> Float {
  let largest = scores.max() ?? 0
  return log(scores.map { exp($0 - largest) }.reduce(0, +)) - (scores[target] - largest)
}

/// Replaces the scores Y by their slopes, `scale`·(p − one-hot), and returns the sum of the losses. A negative target
/// stands for none: it costs nothing, and its slopes are zero.
func crossEntropy(_ Y: inout Matrix, targets: [Int], scale: Float) -> Double {
  require(Y.rows == targets.count, "\(Y.rows) predictions for \(targets.count) targets")
  var sum = 0.0
  let columns = Y.columns
  Y.values.withUnsafeMutableBufferPointer { buffer in
    guard let y = buffer.baseAddress else { return }
    for (i, target) in targets.enumerated() {
      let row = y + i * columns
      if target < 0 {
        row.update(repeating: 0, count: columns)
      } else {
        sum += Double(crossEntropy(row, columns, target, scale))
      }
    }
  }
  return sum
}

private func crossEntropy(_ y: UnsafeMutablePointer<Float>, _ columns: Int, _ target: Int, _ scale: Float)
  -> Float
{
  let whole = columns / 16 * 16
  // Find the largest score
  var most = SIMD16<Float>(repeating: -.infinity)
  for j in stride(from: 0, to: whole, by: 16) {
    let scores = lanes(y + j, 16)
    most.replace(with: scores, where: scores .> most)
  }
  var largest = most.max()
  for j in whole..<columns { largest = max(largest, y[j]) }
  let score = y[target] - largest
  // Sum the powers
  var sums = SIMD16<Float>.zero
  for j in stride(from: 0, to: whole, by: 16) {
    let powers = exp(lanes(y + j, 16) - largest)
    put(powers, y + j, 16)
    sums += powers
  }
  if whole < columns {
    let powers = exp(rest(y + whole, columns - whole, filling: -.infinity) - largest)
    putRest(powers, y + whole, columns - whole)
    sums += powers
  }
  let sum = sums.sumOfLanes()
  // Turn powers into slopes
  let factor = scale / sum
  for j in 0..<columns { y[j] *= factor }
  y[target] -= scale
  return log(sum) - score
}

@inline(never)
private func rest(_ start: UnsafePointer<Float>, _ count: Int, filling: Float) -> SIMD16<Float> {
  var x = SIMD16(repeating: filling)
  for lane in 0..<count { x[lane] = start[lane] }
  return x
}

@inline(never)
private func putRest(_ x: SIMD16<Float>, _ start: UnsafeMutablePointer<Float>, _ count: Int) {
  for lane in 0..<count { start[lane] = x[lane] }
}
