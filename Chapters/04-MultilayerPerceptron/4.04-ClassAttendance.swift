import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let attendance = Section(
  "4.4", "Is it worth going to class?",
  deck: "Intro to Deep Learning: Shallow Neural Networks (example), Forward Propagation (example)"
) { page in
  page.text(
    """
    How hard the material is (0.4), how many assignments are due (2), how many days are left until the midterm \
    (17): the first hidden neuron weighs them.
    """)
  let neuron = Network([Layer(weights: [[0.5], [0.1], [0.0058]], bias: [0.2])], [.relu])
  let x: [Float] = [0.4, 2, 17]
  page.formula(
    "z = 0.5·0.4 + 0.1·2 + 0.0058·17 + 0.2 = \(fixed(neuron.forward(x).z[0][0], 4))      a = ReLU(z)")
  page.text(
    """
    The slide rounds it to 0.7. At the end the network says 0.45: stay at home. But midterm material was \
    covered, and y was 1. What does that cost?
    """)
  let says = Network([Layer(weights: [[1]], bias: [0])], [.sigmoid])
  func cost(_ output: Float) -> Float {
    loss(.crossEntropy, says, says.forward([[log(output / (1 - output))]] as Matrix), [[1]])
  }
  page.formula("L = −1·log 0.45 − 0·log 0.55 = \(fixed(cost(0.45), 6))      slide: 0.798508")
  page.table(
    ["output", "loss if y = 1"],
    [0.01, 0.1, 0.45, 0.5, 0.9, 0.99].map { [fixed(Float($0), 2), fixed(cost(Float($0)), 4)] })
}
