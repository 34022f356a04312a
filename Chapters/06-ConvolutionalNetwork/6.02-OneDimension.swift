import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

let oneDimension = Section(
  "6.2", "A window that slides",
  deck: "Deep Learning Basics: Convolutional Layer, Convolutional Layer Example"
) { page in
  page.text(
    """
    A convolutional layer connects each output with a few neighboring inputs only, and all outputs share the \
    same weights. So the weights, the kernel, slide along the inputs, and at each place give one sum.
    """)
  page.formula("c_j = w_0 · f_j + w_1 · f_j+1 + w_2 · f_j+2")
  let f: [Float] = [0, 4, 2, 3, 4]
  let kernels: [(name: String, w: [Float])] = [
    ("(−1, 2, −1)", [-1, 2, -1]), ("(⅓, ⅓, ⅓)", [1 / 3, 1 / 3, 1 / 3]),
  ]
  page.table(
    ["kernel on 0 4 2 3 4", "c₁", "c₂", "c₃"],
    kernels.map { [$0.name] + convolve(f, kernel: $0.w).map(shortest) })
  page.text(
    """
    6, −3 and 0 are the slide's. The first kernel answers where an input differs from its two neighbors; the \
    second takes the mean of a window, so what comes out is smoother. A stride of two takes every second \
    place: \(convolve(f, kernel: [-1, 2, -1], stride: 2).map(shortest).joined(separator: " and ")).
    """)
}
