import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let sigmoidSection = Section(
  "2.1", "From a line to a probability",
  deck: "Deep Learning From Scratch: Logistic Regression (Classification); Deep Learning Basics: Sigmoid"
) { page in
  page.text(
    """
    Is this flower an iris setosa? The answer is yes or no, 1 or 0, and a line that runs on for ever is a poor \
    answer to that. The sigmoid φ bends it: whatever the weighted sum z, φ(z) lies between 0 and 1, and it is \
    read as the probability of a yes.
    """)
  page.formula("z = x₁·w₁ + … + b      p = φ(z) = 1 / (1 + e⁻ᶻ)      z = log(p / (1 − p))")
  let z: [Float] = [-6, -4, -2, -1, 0, 1, 2, 4, 6]
  page.table(
    ["z", "p = φ(z)", "1 − p", "odds p / (1 − p)"],
    z.map { [fixed($0, 0), fixed(sigmoid($0), 4), fixed(sigmoid(-$0), 4), fixed(exp($0), 4)] })
  page.text(
    """
    Read backwards, z is the logarithm of the odds. One more in z multiplies the odds by e = 2.718, wherever \
    one starts; that is how a weight is read. And φ(−z) = 1 − φ(z): yes and no are treated alike.
    """)

  var figure = Figure("The weight sets the slope, the bias the place", x: "x", y: "p")
  let x = evenly(from: -6, to: 6, count: 121)
  for (w, b) in [(1, 0), (4, 0), (1, -3)] as [(Float, Float)] {
    let model = LogisticModel(weights: [w], bias: b)
    figure.line(x, model.probabilities(Matrix(column: x)), name: "w = \(fixed(w, 0)), b = \(fixed(b, 0))")
  }
  figure.rule(y: 0.5)
  try page.show(figure, as: "sigmoid")
  page.text(
    """
    p is ½ where z is 0. For one input that is a point, −b/w; for two a line, for more a plane or hyperplane. \
    On one side of it the answer is yes, on the other no, and far away from it the answer is certain.
    """)
}
