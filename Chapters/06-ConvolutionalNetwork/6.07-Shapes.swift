import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let shapes = Section("6.7") { page in
  let cases: [(n: Int, k: Int, s: Int, p: Int, where: String)] = [
    (5, 3, 1, 0, "the slide's image"), (32, 5, 1, 0, "LeNet-5, C1"), (14, 5, 1, 0, "LeNet-5, C3"),
    (5, 5, 1, 0, "LeNet-5, C5"), (28, 2, 2, 0, "pooling of 2 × 2"), (28, 3, 1, 1, "as large as before"),
    (28, 5, 1, 2, "as large as before"), (28, 3, 2, 1, "half as large"),
    (224, 7, 2, 3, "ResNet's first layer"),
  ]
  try page.output("lengths") { out in
    out.table(
      ["n", "k", "stride", "padding", "outputs", "where"],
      cases.map { n, k, s, p, place in
        let layer = Convolution(inputs: 1, outputs: 1, size: k)
        return [n, k, s, p, layer.outputLength(n, stride: s, padding: p)].map { "\($0)" } + [place]
      })
  }
}
