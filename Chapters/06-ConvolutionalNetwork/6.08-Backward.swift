import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let backward = Section("6.8") { page in
  let layer = Convolution(kernels: [[DeckImage.cross]])
  let x = FeatureMaps([DeckImage.bits])
  let d: Matrix = [[1, 1, 1], [0, 0, 0], [0, 0, 0]]
  let (gradient, dx) = layer.backward(x, FeatureMaps([d]))
  try page.output("slopes") { out in
    out.line(
      sideBySide([
        "d =", .matrix(d), "   dw =", .matrix(gradient.kernel(output: 0)), "   dx =", .matrix(dx.matrix(0)),
      ]))
  }
  let a = FeatureMaps([DeckImage.toPool])
  let ds = FeatureMaps([[[1, 2], [3, 4]]])
  try page.output("pooling-slopes") { out in
    out.line(
      sideBySide([
        "max", .matrix(Pooling.max.backward(a, ds).matrix(0)), "    mean",
        .matrix(Pooling.average.backward(a, ds).matrix(0)),
      ]))
  }
  try page.output("gradient-check") { out in
    out.table(["stride", "padding", "largest difference, relative"], try checks())
  }
}

/// Gradients of the weights against central differences.
private func checks() throws -> [[String]] {
  try [(1, 0), (2, 1), (3, 2)].map { stride, padding in
    var generator = SeededGenerator(seed: 4)
    func random(_ count: Int) -> [Float] { (0..<count).map { _ in generator.normal() } }
    var layer = Convolution(inputs: 2, outputs: 3, size: 3)
    layer.weights.values = random(54)
    let x = FeatureMaps(maps: 2, rows: 8, columns: 8, values: random(128))
    let z = layer.forward(x, stride: stride, padding: padding)
    let d = FeatureMaps(maps: 3, rows: z.rows, columns: z.columns, values: random(z.values.count))
    let gradient = layer.backward(x, d, stride: stride, padding: padding).gradient
    let check = try GradientCheck(gradient.weights.values, at: layer.weights.values) { weights in
      var moved = layer
      moved.weights.values = weights
      return zip(moved.forward(x, stride: stride, padding: padding).values, d.values).reduce(0) {
        $0 + $1.0 * $1.1
      }
    }
    return ["\(stride)", "\(padding)", scientific(check.error, 1)]
  }
}
