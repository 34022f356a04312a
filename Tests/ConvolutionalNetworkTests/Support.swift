import Figures
import Formats
import ReadAlong
@testable import ConvolutionalNetwork
import Matrices

/// Numbers between −size and size that look random; reference.py makes the same.
func pattern(_ count: Int, _ salt: Int, size: Float = 1) -> [Float] {
  (0..<count).map { k in size * Float(Double((k * 7919 + salt * 104_729) % 2003) / 1001 - 1) }
}

func pattern(_ rows: Int, _ columns: Int, _ salt: Int, size: Float = 1) -> Matrix {
  Matrix(rows: rows, columns: columns, values: pattern(rows * columns, salt, size: size))
}

/// Whether numbers have these four sums of reference.py, to `tolerance` of the largest number. No two places have the
/// same weights in them: one entry, sign or order that is wrong shows in one of them.
func matches(_ values: [Float], _ digest: [Double], _ tolerance: Double = 1e-5) -> Bool {
  let largest = Double(values.map { abs($0) }.max() ?? 0)
  return digest.count == 4
    && zip([2, 3, 5, 7] as [Double], digest).allSatisfy { p, expected in
      var sum = 0.0
      for (k, value) in values.enumerated() {
        let weight = Double(k + 1) * p.squareRoot()
        sum += Double(value) * (weight - weight.rounded(.down) - 0.5)
      }
      return abs(sum - expected) <= tolerance * largest
    }
}

/// Whether numbers are others, to `tolerance` of the largest.
func close(_ x: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) -> Bool {
  let size = expected.map { abs($0) }.max() ?? 0
  return x.count == expected.count && zip(x, expected).allSatisfy { abs($0 - $1) <= tolerance * size }
}

func sample(every step: Int, count: Int) throws -> Digits {
  let all = try LabeledImages.mnist5k()
  return Digits(images: all.images, labels: all.labels).subset((0..<count).map { $0 * step })
}

/// The network of reference.py.
func patternedNetwork(_ pooling: Pooling) -> LeNet5 {
  var network = LeNet5(pooling: pooling)
  for layer in 0..<5 {
    let (weights, bias) = (network[2 * layer], network[2 * layer + 1])
    let size = 1.5 / Float(weights.rows).squareRoot()
    network[2 * layer] = pattern(weights.rows, weights.columns, 10 + layer, size: size)
    network[2 * layer + 1] = pattern(1, bias.columns, 20 + layer, size: size)
  }
  return network
}

extension LeNet5 {
  /// Every parameter in one list.
  var flat: [Float] {
    get { LeNet5.parameters.flatMap { self[$0].values } }
    set {
      var start = 0
      for name in LeNet5.parameters {
        let count = self[name].values.count
        self[name].values = Array(newValue[start..<start + count])
        start += count
      }
    }
  }
}
