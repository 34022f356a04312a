import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let largestOutput = Section(
  "3.2", "The largest output decides",
  deck: "Deep Learning Basics: Neural Networks as Classifiers, Neural Network Classifiers"
) { page in
  page.text(
    """
    To classify is to decide for one of several names. Give each name an output, call the outputs preferences, \
    and take the largest: that is all there is to a classifier. The function that tells where the largest number \
    stands is called argmax.
    """)
  page.formula("class = argmax c")
  let layer = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])
  page.table(
    ["inputs", "c₁", "c₂", "class"],
    ([[1, 2, 3], [1, 2, 2], [0, 3, 0]] as [[Float]]).map { x in
      ["(" + x.map { fixed($0, 0) }.joined(separator: ", ") + ")"] + layer.forward(x).map { fixed($0, 1) }
        + ["\(layer.classify(x) + 1)"]
    })
  page.text(
    """
    In the slide's case, the first, the second output wins, 15.3 against 14.5. Of equal outputs the first wins; \
    that will matter in a moment.
    """)
}
