import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let ownState = Section(
  "7.1", "A network that reads its own state",
  deck: "Deep Learning Basics: Recurrent Neural Networks, The RNN box; Deep Learning From Scratch: Recurrent "
    + "Neural Network"
) { page in
  page.text(
    """
    All networks so far read everything at once. A recurrent one reads a sequence, one item a step, and besides \
    the item it reads its own state, the vector that it put out a step ago.
    """)
  page.formula("h_t = tanh(x_t·U + h_{t−1}·W + b)")
  page.text(
    """
    Two neurons, and a 1 followed by zeros. After the first step nothing comes in any more, and still the state goes \
    on: what it holds is a memory of the 1.
    """)
  var layer = RecurrentLayer(.rnn, inputs: 1, hidden: 2)
  layer.inputWeights = [[1, 0]]
  layer.stateWeights = [[0.5, 1], [-0.5, 0.5]]
  let steps = layer.forward([[1], [0], [0], [0], [0], [0]], from: State(hidden: 2))
  page.table(
    ["t", "x", "h′·W", "", "h", ""],
    steps.enumerated().map { t, step in
      let h = Matrix(row: step.before.h).times(layer.stateWeights)
      return [String(t + 1), fixed(step.x[0], 0)]
        + (h.values + step.after.h).map { fixed($0, 4) }
    })
  page.text(
    """
    Unrolled over time this is a deep network, a layer a step, whose layers share their weights. Deck B writes one \
    matrix for state and input together, [h, x]·W; deck S writes W·h + U·x. Both are the sum above: the upper rows \
    of deck B's matrix are our W, the lower ones our U.
    """)
}
