// Rosenblatt's rule (deck S, "Perceptron - Training"; Rosenblatt, Principles of Neurodynamics, 1962).
//
//     right answer    nothing changes
//     missed 1        w ← w + x      b ← b + 1
//     false 1         w ← w − x      b ← b − 1
//
// With e = t − a, the answer that was wanted less the one given, that is  W ← W + xᵀ · e,  b ← b + e. A layer
// of several outputs follows the same rule: t and a are 1 at a class and 0 elsewhere, so the outputs of the
// right class gain the example and those of the wrong class lose it (Duda and Hart 1973).
//
// Shapes:  x: inputs   t, a, e, b: outputs   W: inputs × outputs

import Matrices

extension Layer {
  /// e = t − a, for the class wanted and the class given; all zeros if they are the same.
  public func error(target: Int, answer: Int) -> [Float] {
    let classes = outputs == 1 ? 2 : outputs
    require(
      target >= 0 && target < classes && answer >= 0 && answer < classes,
      "class \(target) wanted and \(answer) given, of \(classes)")
    if outputs == 1 { return [Float(target - answer)] }
    var e = [Float](repeating: 0, count: outputs)
    e[target] += 1
    e[answer] -= 1
    return e
  }

  /// W ← W + xᵀ · e and b ← b + e.
  public mutating func correct(_ x: [Float], error e: [Float]) {
    require(
      x.count == inputs && e.count == outputs,
      "\(x.count) inputs and \(e.count) errors for a layer of \(inputs) inputs and \(outputs) outputs")
    for j in 0..<inputs where x[j] != 0 {
      for k in 0..<outputs { weights[j, k] += x[j] * e[k] }
    }
    for k in 0..<outputs { bias[0, k] += e[k] }
  }
}
