import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

/// Dictionary definitions with their topics, some to learn from and some set aside.
struct Definitions {
  let topics: [String]
  let training: (texts: [String], y: [Int])
  let test: (texts: [String], y: [Int])

  /// The definitions of these topics, or of all, a quarter of them set aside by chance.
  init(_ chosen: [String]? = nil, seed: UInt64 = 1) throws {
    let table = try Table(file: dataFile("definitions.csv"))
    let texts = try table.strings("definition")
    let (names, labels) = try table.labels("topic")
    let topics = chosen ?? names
    self.topics = topics
    var generator = SeededGenerator(seed: seed)
    let order = generator.permutation(of: texts.count).filter { topics.contains(names[labels[$0]]) }
    func part(_ rows: some Sequence<Int>) -> (texts: [String], y: [Int]) {
      (rows.map { texts[$0] }, rows.map { topics.firstIndex(of: names[labels[$0]]) ?? 0 })
    }
    test = part(order.prefix(order.count / 4))
    training = part(order.dropFirst(order.count / 4))
  }
}

/// What one training on texts ends with.
struct TextClassifier {
  let vocabulary: Vocabulary
  let last: Layer
  let average: Layer
  let outcome: Outcome

  init(_ texts: [String], _ y: [Int], classes: Int, epochs: Int = 30) throws {
    vocabulary = Vocabulary(of: texts)
    var layer = Layer(inputs: vocabulary.words.count, outputs: classes)
    var average = Average(inputs: layer.inputs, outputs: classes)
    outcome = train(
      &layer, vocabulary.counts(texts), y, TrainingSettings(epochs: epochs), retire: { average.take($0, $1) })
    last = layer
    self.average = average.mean
  }
}
