import ReadAlong

let lanes = Section("0.4") { page in
  try page.speed("sixteen-lanes", of: "sixteen lanes", Ladder.inLanes)
  try page.bits("sixteen-lanes-bits", of: Ladder.inLanes)
}
