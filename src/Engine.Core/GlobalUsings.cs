global using Holdfast.Configuration.Syntax;
