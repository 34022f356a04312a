import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let backward = Section("6.8", "Backward", deck: "Deep Learning Basics: Convolutional Layer") { page in
  page.text(
    """
    An output is a sum of weights times pixels. So it hands its slope d to each weight, times the pixel, and to \
    each pixel, times the weight; and as a weight serves many places, and a pixel lies in many windows, they \
    add up what they get. Suppose the slopes of the slide's map are 1 in its first row and 0 elsewhere:
    """)
  page.formula("dw(kr, kc) = Σ d(r, c) · x(r + kr, c + kc)      dx(r + kr, c + kc) += d(r, c) · w(kr, kc)")
  let layer = Convolution(kernels: [[DeckImage.cross]])
  let x = FeatureMaps([DeckImage.bits])
  let d: Matrix = [[1, 1, 1], [0, 0, 0], [0, 0, 0]]
  let (gradient, dx) = layer.backward(x, FeatureMaps([d]))
  page.formula(sideBySide(["dw =", .matrix(gradient.kernel(output: 0)), "    dx =", .matrix(dx.matrix(0))]))
  page.text(
    """
    Pooling has no weights. A mean hands a quarter of its slope to each of its four; a maximum hands all of it to \
    the one that was the largest. With slopes of 1, 2, 3 and 4 for the slide's four squares:
    """)
  let a = FeatureMaps([DeckImage.toPool])
  let ds = FeatureMaps([[[1, 2], [3, 4]]])
  page.formula(
    sideBySide([
      "max", .matrix(Pooling.max.backward(a, ds).matrix(0)), "    mean",
      .matrix(Pooling.average.backward(a, ds).matrix(0)),
    ]))
  page.text(
    """
    Is it right? Move one weight a little to both sides and see how the loss changes: the slope by differences. \
    Here for a convolution of random numbers with the loss Σ d · z:
    """)
  page.table(["stride", "padding", "largest difference of the two, relative"], try checks())
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
