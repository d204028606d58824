// Descriptors and children are counted, which belong to the process as a whole.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
