# Every task of the project. `make` alone lists them.
.DEFAULT_GOAL := help
.NOTPARALLEL:
SHELL := /bin/bash

PLUGINS := HealthNginx HealthScript NotifyEmail
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

help: ## Lists the tasks
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

deps-build: ## Installs from Debian what building needs
	@build/install-packages clang zlib1g-dev

deps-demo: deps-build ## Installs from Debian what the demonstration needs
	@build/install-packages nginx-light iproute2 curl util-linux procps

deps-test: deps-demo ## Installs from Debian what the tests and the benchmarks need
	@build/install-packages keepalived tcpdump tshark iputils-ping python3-aiosmtpd

build: deps-build ## Builds out/: engine, plugin-host/, plugins/, plugins.json, scripts/
	@build/publish $(PLUGINS)

test: deps-test build ## Builds and runs every test; the last line has the totals
	@build/test

demo: deps-demo build ## Two hosts, one virtual IP, nginx: a failover to watch
	@demo/run

bench: deps-test build ## Failover time, advert gaps, memory and CPU beside keepalived's
	@bench/run

fuzz: ## A million configurations with random changes, read without a crash, a hang or a second each
	@dotnet build -c Release -v quiet tests/Engine.Core.Tests
	@HOLDFAST_FUZZ=1000000 tests/Engine.Core.Tests/bin/Release/net10.0/Engine.Core.Tests -noColor -class '*MutationTests' -showLiveOutput

reference: ## Writes docs/reference/ and the manual page anew from the keyword tables
	@dotnet run --project tools/Reference -- docs

format: ## Formats the code
	dotnet format Holdfast.slnx

clean: ## Removes all that was built
	rm -rf out artifacts
	find . -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +

.PHONY: help deps-build deps-demo deps-test build test demo bench fuzz reference format clean
