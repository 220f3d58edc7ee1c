{{- define "flink-bert.labels" -}}
app.kubernetes.io/name: flink-bert
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "flink-bert.image" -}}
{{- $suffix := ternary "" (printf "-%s" .Values.device) (eq .Values.device "cpu") -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default (printf "%s%s" .Chart.AppVersion $suffix) }}
{{- end }}

{{/* The options of the job: the device's own, and over them what was said. */}}
{{- define "flink-bert.options" -}}
{{- $options := dict -}}
{{- if ne .Values.device "cpu" -}}{{- $_ := set $options "device" .Values.device -}}{{- end -}}
{{- if eq .Values.device "tpu" -}}{{- $_ := set $options "xla" "true" -}}{{- end -}}
{{- range $name, $value := mergeOverwrite $options .Values.options }}
{{ $name }}={{ $value | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end }}
{{- end }}

{{/* What the schema of the values cannot say. */}}
{{- define "flink-bert.check" -}}
{{- $device := index .Values.options "device" | default .Values.device -}}
{{- if ne $device .Values.device -}}
{{- fail (printf "options.device is %s and device is %s: expected the same, for device also chooses the image and the nodes" $device .Values.device) -}}
{{- end -}}
{{- if gt (len .Release.Name) 45 -}}
{{- fail (printf "the release's name %s has %d characters: expected at most 45, which is what the operator takes" .Release.Name (len .Release.Name)) -}}
{{- end -}}
{{- end }}

{{/* Flink's options: the device's and the autoscaler's, and over them what was said. */}}
{{- define "flink-bert.flinkConfiguration" -}}
{{- $flink := dict
  "classloader.parent-first-patterns.additional" "org.tensorflow;org.bytedeco;io.github.flinkbert"
  "env.java.opts.taskmanager" "-Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0"
  "taskmanager.numberOfTaskSlots" .Values.taskManager.slots
  "taskmanager.memory.task.off-heap.size" .Values.taskManager.offHeap
  "taskmanager.memory.managed.size" "8m"
  "execution.checkpointing.interval" "10s"
  "execution.checkpointing.mode" "EXACTLY_ONCE"
  "execution.checkpointing.dir" (printf "%s/checkpoints" .Values.storage)
  "execution.checkpointing.savepoint-dir" (printf "%s/savepoints" .Values.storage)
  "execution.checkpointing.tolerable-failed-checkpoints" "1000000"
  "execution.checkpointing.externalized-checkpoint-retention" "RETAIN_ON_CANCELLATION"
  "restart-strategy.type" "exponential-delay"
  "restart-strategy.exponential-delay.max-backoff" "30s"
  "high-availability.type" "kubernetes"
  "high-availability.storageDir" (printf "%s/ha" .Values.storage)
  "metrics.reporter.prom.factory.class" "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"
  "metrics.reporter.prom.port" "9249"
-}}
{{- if ne .Values.device "cpu" -}}
{{- $driver := ternary "org.apache.flink.externalresource.gpu.GPUDriverFactory" "io.github.flinkbert.externalresource.tpu.TpuDriverFactory" (eq .Values.device "gpu") -}}
{{- $resource := ternary "nvidia.com/gpu" "google.com/tpu" (eq .Values.device "gpu") -}}
{{- $_ := set $flink "external-resources" .Values.device -}}
{{- $_ := set $flink (printf "external-resource.%s.amount" .Values.device) "1" -}}
{{- $_ := set $flink (printf "external-resource.%s.driver-factory.class" .Values.device) $driver -}}
{{- $_ := set $flink (printf "external-resource.%s.kubernetes.config-key" .Values.device) $resource -}}
{{- end -}}
{{- if .Values.autoscaler.enabled -}}
{{- $_ := set $flink "jobmanager.scheduler" "adaptive" -}}
{{- $_ := set $flink "job.autoscaler.enabled" "true" -}}
{{- $_ := set $flink "job.autoscaler.stabilization.interval" "2m" -}}
{{- $_ := set $flink "job.autoscaler.metrics.window" "10m" -}}
{{- $_ := set $flink "job.autoscaler.utilization.target" "0.8" -}}
{{- $_ := set $flink "job.autoscaler.scale-down.interval" "1h" -}}
{{- $_ := set $flink "job.autoscaler.restart.time" "1m" -}}
{{- $_ := set $flink "pipeline.max-parallelism" .Values.autoscaler.maxParallelism -}}
{{- end -}}
{{- range $name, $value := mergeOverwrite $flink .Values.flinkConfiguration }}
{{ $name }}: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{/* Nodes with the device; a JSON object, for the caller puts it together with what was said. */}}
{{- define "flink-bert.nodes" -}}
{{- if eq .Values.device "gpu" -}}
{"selector": {"nvidia.com/gpu.present": "true"}, "tolerations": [{"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"}]}
{{- else if eq .Values.device "tpu" -}}
{"selector": {"cloud.google.com/gke-tpu-accelerator": "tpu-v5-lite-podslice", "cloud.google.com/gke-tpu-topology": "1x1"}, "tolerations": [{"key": "google.com/tpu", "operator": "Exists", "effect": "NoSchedule"}]}
{{- else -}}
{"selector": {}, "tolerations": []}
{{- end -}}
{{- end }}
