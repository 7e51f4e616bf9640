// Empty on purpose: libxml2's headers are included by CHTML.c and must not reach Swift.
