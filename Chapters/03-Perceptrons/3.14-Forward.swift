import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let forwardPass = Section("3.14") { page in
  try page.output("bias-column") { out in
    let layer = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])
    let X: Matrix = [[1, 2, 3], [0, -1, 2], [-1, 0, 1]]
    let C = layer.forward(X)
    let Z = forward(layer.Theta, X, .linear)
    let A = forward(layer.Theta, X, .sigmoid)
    out.table(
      ["[1 X]", "X·W + b", "[1 X]·Θ", "φ, the sigmoid"],
      (0..<3).map { i in
        [
          withBiasColumn(X)[row: i].map { fixed($0, 0) }, C[row: i].map { fixed($0, 1) },
          Z[row: i].map { fixed($0, 1) }, A[row: i].map { fixed($0, 4) },
        ].map { $0.joined(separator: "  ") }
      })
  }
  try page.output("lanes") { out in
    out.table(["", "same bits", "ns a number, one by one", "in lanes", "times as fast"], measured())
  }
}

/// Applies activation functions to many numbers, one by one and in lanes.
private func measured() -> [[String]] {
  let count = 1 << 18
  var generator = SeededGenerator(seed: 1)
  let z = (0..<count).map { _ in generator.normal() }
  let lanes = (0..<count / 16).map { i in SIMD16(z[16 * i..<16 * i + 16]) }
  let functions: [(String, Activation)] = [
    ("ReLU", .relu), ("sigmoid", .sigmoid), ("tanh", .tanh), ("ELU, α = 1", .elu(alpha: 1)),
  ]
  return functions.map { name, activation in
    var a = z
    let single = seconds {
      for i in 0..<count { a[i] = activate(z[i], by: activation) }
    }
    var b = lanes
    let wide = seconds {
      for i in 0..<lanes.count { b[i] = activate(lanes[i], by: activation) }
    }
    let agree = lanes.indices.allSatisfy { b[$0] == SIMD16(a[16 * $0..<16 * $0 + 16]) }
    return [
      name, agree ? "yes" : "no", fixed(single * 1e9 / Double(count), 2),
      fixed(wide * 1e9 / Double(count), 2), fixed(single / wide, 1),
    ]
  }
}

/// The best of five times.
private func seconds(_ work: () -> Void) -> Double {
  let clock = ContinuousClock()
  return (0..<5).map { _ in clock.measure(work) / .seconds(1) }.min() ?? 0
}
