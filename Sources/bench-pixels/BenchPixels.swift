@main struct BenchPixels { static func main() {} }
