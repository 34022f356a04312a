import Figures
import Formats
import ReadAlong
import Matrices
@testable import Perceptrons
import Support
import Testing
@testable import enum perceptron.ToyProblem

@Suite struct DocumentTests {
  static let abc = Vocabulary(words: ["a", "b", "c"])

  @Test func `The deck's documents are counted and classified as on the slide`() {
    #expect(Self.abc.counts("a b a c a b c a c") == [4, 2, 3])
    #expect(Self.abc.counts("a b a a c") == [3, 1, 1])
    let layer = ToyProblem.two.weightsByHand()
    let classes = ["sports", "politics"]
    #expect(classes[layer.classify(Self.abc.counts("a b a c a b c a c"))] == "politics")
    #expect(classes[layer.classify(Self.abc.counts("a b a a c"))] == "sports")
  }

  @Test func `Words are runs of letters and digits in lower case`() {
    #expect(
      splitIntoWords("The shuttlecock's net (5-foot), ÉTUDE!") == [
        "the", "shuttlecock", "s", "net", "5", "foot", "étude",
      ])
    #expect(splitIntoWords(" ,; ").isEmpty)
  }

  @Test func `A vocabulary has each word once in alphabetical order, and passes over others`() {
    let vocabulary = Vocabulary(of: ["the ball, the bat", "A bat and a ball"])
    #expect(vocabulary.words == ["a", "and", "ball", "bat", "the"])
    #expect(vocabulary.counts("the the vote") == [0, 0, 0, 0, 2])
    #expect(vocabulary.counts(["a bat", ""]) == [[1, 0, 0, 1, 0], [0, 0, 0, 0, 0]])
  }

  @Test func `Sports and politics are told apart in definitions never seen`() throws {
    let table = try Table(file: dataFile("definitions.csv"))
    let texts = try table.strings("definition")
    let (names, topics) = try table.labels("topic")
    #expect(names == ["sports", "politics", "music", "cooking"])
    #expect(names.indices.map { k in topics.count { $0 == k } } == [200, 200, 200, 200])
    let order = SeededGenerator.order(of: 800, epoch: 0, seed: 1)
    let training = order.prefix(600)
    let test = order.suffix(200)
    let vocabulary = Vocabulary(of: training.map { texts[$0] })
    let X = vocabulary.counts(training.map { texts[$0] })
    var layer = Layer(inputs: vocabulary.words.count, outputs: 4)
    var average = Average(inputs: layer.inputs, outputs: 4)
    train(
      &layer, X, training.map { topics[$0] }, TrainingSettings(epochs: 20), retire: { average.take($0, $1) })
    #expect(layer.mistakes(X, training.map { topics[$0] }) == 0)
    let testX = vocabulary.counts(test.map { texts[$0] })
    #expect(average.mean.accuracy(testX, test.map { topics[$0] }) > 0.85)
  }
}
