/** What a task brings to the page; each task is a package in this one. */
package io.github.flinkbert.console.task;
