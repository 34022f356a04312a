import Formats
import ReadAlong
import RecurrentNetwork

let bookWeightsCommand = Command(
  "book-weights",
  summary: "Rounds a model's weights to eighths, as the book brings them along.",
  options: [
    Option("weights", value: "FILE", help: "what train --save wrote under a name that ends in .safetensors"),
    Option("save", value: "FILE", help: "where to; its name ends in .safetensors"),
  ]
) { arguments in
  let path = try arguments.string("save")
  guard isWeightsFile(path) else { throw UserError.usage("option --save: expected a name in .safetensors") }
  try expectWritable(path)
  var saved = try SavedTraining(weights: arguments.string("weights"))
  saved.training.model.combine(with: saved.training.model) { matrix, _ in
    matrix = matrix.map { ($0 * 8).rounded() / 8 }
  }
  try saved.save(to: path)
  Page().line("weights \(checksum(of: saved.training.model))")
}

/// As the book has it too.
func checksum(of model: SequenceModel) -> String {
  var sum = Checksum()
  for matrix in model.matrices { sum.add(matrix.values) }
  return sum.text
}
