import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let vectorizing = Section("4.6") { page in
  var generator = SeededGenerator(seed: 1)
  let X = Matrix(rows: 64, columns: 784).map { _ in generator.uniform(in: 0..<1) }
  let W = Matrix(rows: 784, columns: 100).map { _ in 0.05 * generator.normal() }
  let columns = Matrix(W.transposed)
  let team = Team(count: 2)
  var shared = Matrix(rows: 64, columns: 100)
  let stages: [(String, () -> Matrix)] = [
    ("1  neuron loop", { neuronByNeuron(X, W) }),
    ("2  dot products", { dotProducts(X, columns) }),
    ("3  a row times a matrix", { rowByRow(X, W) }),
    ("4  matrix times matrix", { X.times(W) }),
    (
      "   on two threads",
      {
        shared.assign(X, times: W, by: team)
        return shared
      }
    ),
  ]
  let reference = neuronByNeuron(X, W)
  try page.output("stages") { out in
    out.table(
      ["stage", "z₁₁", "largest difference"],
      stages.map { name, work in
        let Z = work()
        let difference = (Z - reference).values.map { abs($0) }.max() ?? 0
        return [name, fixed(Z[0, 0], 5), scientific(difference, 1)]
      })
  }
  try page.output("stage-times") { out in
    let alone = stages.dropLast()  // threads have their times in chapter 0
    let times = alone.map { stage in secondsPerCall { _ = stage.1() } }
    out.table(
      ["stage", "microseconds", "times as fast"],
      zip(alone, times).map { [$0.0, fixed($1 * 1e6, 0), fixed(times[0] / $1, 1)] })
  }
}

/// z_ij = Σ_k x_ik w_kj, a sum for every neuron and example.
private func neuronByNeuron(_ X: Matrix, _ W: Matrix) -> Matrix {
  var Z = Matrix(rows: X.rows, columns: W.columns)
  for i in 0..<X.rows {
    for j in 0..<W.columns {
      var z: Float = 0
      for k in 0..<X.columns { z = z.addingProduct(X[i, k], W[k, j]) }
      Z[i, j] = z
    }
  }
  return Z
}

/// z_ij = x_i · w_j, each a sum in sixteen lanes; `columns` is Wᵀ.
private func dotProducts(_ X: Matrix, _ columns: Matrix) -> Matrix {
  var Z = Matrix(rows: X.rows, columns: columns.rows)
  for i in 0..<X.rows {
    for j in 0..<columns.rows {
      Z[i, j] = dot(X.values, i * X.columns, columns.values, j * X.columns, X.columns)
    }
  }
  return Z
}

private func dot(_ x: [Float], _ xStart: Int, _ w: [Float], _ wStart: Int, _ count: Int) -> Float {
  var sums = SIMD16<Float>.zero
  for k in stride(from: 0, to: count, by: 16) {
    var (a, b) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
    for lane in 0..<16 {
      a[lane] = x[xStart + k + lane]
      b[lane] = w[wStart + k + lane]
    }
    sums.addProduct(a, b)
  }
  return sums.sumOfLanes()
}

/// z_i = x_i · W
private func rowByRow(_ X: Matrix, _ W: Matrix) -> Matrix {
  Matrix(
    rows: X.rows, columns: W.columns, values: (0..<X.rows).flatMap { X.rows($0..<$0 + 1).times(W).values })
}
