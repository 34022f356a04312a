import Figures
import Formats
import ReadAlong
import Matrices

let vectorsAndMatrices = Section(
  "0.1", "One example is a vector, many are a matrix",
  deck:
    "Neural Networks Lecture 5; Intro to Deep Learning: vectorising; Deep Learning Basics: a neuron's arithmetic"
) { page in
  page.text(
    """
    A layer multiplies inputs by weights and adds. For one example x the outputs are c = x·W + b; the slides \
    compute this one by hand, with two inputs and two outputs:
    """)
  let x: Matrix = [[1, 2]]
  let W: Matrix = [[3, 7], [4, 1]]
  let b: Matrix = [[0.5, 0.3]]
  let c = x.times(W) + b
  page.formula(
    """
    (1 2) · (3 7)  +  (0.5 0.3)  =  (1·3 + 2·4 + 0.5   1·7 + 2·1 + 0.3)  =  (\(c[0, 0]) \(c[0, 1]))
            (4 1)
    """)
  let longer = ([[1, 2, 3]] as Matrix).times([[3, 7], [4, 1], [1, 2]] as Matrix) + b
  page.text(
    """
    A third input 3 with weights (1 2) makes it (\(longer[0, 0]) \(longer[0, 1])): the second output is the \
    larger, so the second class is chosen.
    """)
  page.text(
    """
    Many examples are many rows, X, and one product serves them all: row i of X·W is example i times W. The \
    bias row is added to every row.
    """)
  let X: Matrix = [[1, 2], [0, 1], [-1, 3]]
  let Z = X.times(W) + b
  page.table(
    ["example", "x₁", "x₂", "z₁", "z₂"],
    (0..<X.rows).map { i in
      ["\(i + 1)"] + X[row: i].map { fixed($0, 0) } + Z[row: i].map { fixed($0, 1) }
    })
  let oneByOne = (0..<X.rows).flatMap { i in (X.rows(i..<i + 1).times(W) + b).values }
  page.text(
    """
    Example by example the outputs are the same\(oneByOne == Z.values ? ", bit for bit" : " in value only"). \
    The product of matrices is where nearly all of a network's time goes. The rest of this prelude makes \
    it fast.
    """)
}
