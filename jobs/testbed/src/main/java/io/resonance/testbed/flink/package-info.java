/** What Flink's own test suites need to run our connectors on a MiniCluster, without containers. */
package io.resonance.testbed.flink;
