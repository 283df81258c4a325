{{/* Names. A Flink cluster's name has at most 45 characters: 31 here and "-mes-delivery". */}}
{{- define "resonance.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 31 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 31 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "resonance.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "resonance.labels" -}}
{{ include "resonance.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "resonance.serviceAccountName" -}}
{{- if .Values.serviceAccount.name -}}
{{- .Values.serviceAccount.name -}}
{{- else if .Values.serviceAccount.create -}}
{{- include "resonance.fullname" . -}}
{{- else -}}
flink
{{- end -}}
{{- end -}}

{{- define "resonance.plantConfigMap" -}}
{{- .Values.plantConfigMap | default (printf "%s-plant" (include "resonance.fullname" .)) -}}
{{- end -}}

{{- define "resonance.claimName" -}}
{{- .Values.state.volume.existingClaim | default (printf "%s-state" (include "resonance.fullname" .)) -}}
{{- end -}}

{{/* Empty where the state does not lie on the volume. */}}
{{- define "resonance.onVolume" -}}
{{- if hasPrefix "file:" .Values.state.folder }}yes{{ end -}}
{{- end -}}
