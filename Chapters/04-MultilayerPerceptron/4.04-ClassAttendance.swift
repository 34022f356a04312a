import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let attendance = Section("4.4") { page in
  let neuron = Network([Layer([[0.5], [0.1], [0.0058]], bias: [0.2])], [.relu])
  let x: [Float] = [0.4, 2, 17]
  let says = Network([Layer([[1]], bias: [0])], [.sigmoid])
  func cost(_ output: Float) -> Float {
    loss(.crossEntropy, says, says.forward([[log(output / (1 - output))]] as Matrix), [[1]])
  }
  try page.output("attendance") { out in
    out.table(
      ["", "here", "slide"],
      [
        ["z of the first neuron", fixed(neuron.forward(x).Z[0][0, 0], 4), "0.7"],
        ["loss of 0.45 where 1 is right", fixed(cost(0.45), 6), "0.798508"],
      ])
  }
  try page.output("attendance-losses") { out in
    out.table(
      ["output", "loss if y = 1"],
      [0.01, 0.1, 0.45, 0.5, 0.9, 0.99].map { [fixed(Float($0), 2), fixed(cost(Float($0)), 4)] })
  }
}
