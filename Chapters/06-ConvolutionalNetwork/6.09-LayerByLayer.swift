import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

let layerByLayer = Section(
  "6.9", "LeNet-5, layer by layer", deck: "Deep Learning Basics: LeNet5 Image Classification, LeNet 5"
) { page in
  page.text(
    """
    Convolution, pooling, convolution, pooling, and then dense layers: that is LeNet-5, in 1998 as today. The image \
    is set into 32 × 32 pixels, so that a stroke's end can lie in the middle of a window.
    """)
  let (now, old) = (LeNet5(), LeNet1998())
  page.table(
    ["layer", "what it does", "comes out", "trained, 1998", "trained, today"],
    [
      ["C1", "6 kernels of 5 × 5", "6 × 28 × 28", "\(old.c1.parameterCount)", "\(now.c1.parameterCount)"],
      ["S2", "pooling", "6 × 14 × 14", "\(old.s2.parameterCount)", "0"],
      [
        "C3", "kernels of 5 × 5", "16 × 10 × 10", grouped(LeNet1998.c3ParameterCount),
        grouped(now.c3.parameterCount),
      ],
      ["S4", "pooling", "16 × 5 × 5", "\(old.s4.parameterCount)", "0"],
      ["C5", "all of S4", "120", grouped(old.c5.parameterCount), grouped(now.c5.parameterCount)],
      ["F6", "dense", "84", grouped(old.f6.parameterCount), grouped(now.f6.parameterCount)],
      ["output", "distances; dense", "10", "0", grouped(now.output.parameterCount)],
      ["all", "", "", grouped(old.parameterCount), grouped(now.parameterCount)],
    ])
  page.text(
    """
    C1 has 6 · (25 + 1) numbers to train, where a dense layer between the same pixels would have five million. \
    In 1998 a pooling layer had a factor and a bias for each map, and each map of C3 saw only some maps of S2; \
    section 6.12 has that network. Today a map sees them all, 16 · (6 · 25 + 1), pooling has nothing to \
    train, and the output is the softmax of chapter 5.
    """)
  let passed = now.forward(Pixels.standardized.maps(of: try fiveThousand().heldOut.image(0)))
  page.text("Sent through the plain loops, an image takes the shapes of the table:")
  page.line(
    [passed.x, passed.a1, passed.s2, passed.a3, passed.s4].map { "\($0.maps) × \($0.rows) × \($0.columns)" }
      .joined(separator: " → ") + " → \(passed.a5.columns) → \(passed.a6.columns) → \(passed.scores.columns)")
}
