import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let largestOutput = Section("3.2") { page in
  try page.output("argmax") { out in
    let layer = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])
    out.table(
      ["inputs", "c₁", "c₂", "class"],
      ([[1, 2, 3], [1, 2, 2], [0, 3, 0]] as [[Float]]).map { x in
        [tuple(x)] + layer.forward(x).map { fixed($0, 1) } + ["\(layer.classify(x) + 1)"]
      })
  }
}
