import Figures
import Formats
import ReadAlong

let gradientCommand = Command(
  "gradient",
  summary: "Holds the gradient of section 4.9's network against differences of its loss.",
  options: [Option("seed", value: "N", default: "1", help: "decides the network's weights")]
) { arguments in
  let check = SlopeCheck(seed: try arguments.seed("seed"))
  Page().table(SlopeCheck.columns, check.rows)
  print(weightsLine(check.network))
}
